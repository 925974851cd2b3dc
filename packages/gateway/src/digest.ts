import { createHash } from 'node:crypto'
import { Sha256 } from '@devops-ai/contract'

/** The SHA-256 of a text's UTF-8 bytes. */
export const sha256Of = (text: string): Sha256 => Sha256.parse(createHash('sha256').update(text).digest('hex'))
