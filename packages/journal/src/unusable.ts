/** The journal cannot be opened or written any more; the message is a sentence for the operator. */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable'
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
