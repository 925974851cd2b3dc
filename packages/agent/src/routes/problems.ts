import { refuse, type Refusal } from '@devops-ai/contract'

/** The database does not answer; the sender comes again. */
export const databaseSilent = (): Refusal =>
  refuse('database_unavailable', 'the database does not answer; nothing was stored, try again', {
    retryAfterSeconds: 2,
  })
