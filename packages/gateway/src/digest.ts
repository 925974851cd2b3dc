import { hash } from 'node:crypto'
import { type Sha256, sha256OfHex } from '@devops-ai/contract'

/** The SHA-256 of a text's UTF-8 bytes. */
export const sha256Of = (text: string): Sha256 => sha256OfHex(hash('sha256', text, 'hex'))
