import { hash } from 'node:crypto'
import { Sha256 } from '@devops-ai/contract'

/** The SHA-256 of a text's UTF-8 bytes. */
export const sha256Of = (text: string): Sha256 => Sha256.parse(hash('sha256', text, 'hex'))
