/** The journal cannot be opened or written now; the message is a sentence for the operator. */
export class JournalUnusable extends Error {
  override readonly name: string = 'JournalUnusable'
}

/** The one answer to an append that leaves open whether the entry is on disk: the next start may find it there. */
export class JournalInDoubt extends JournalUnusable {
  override readonly name = 'JournalInDoubt'
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
