export { openJournal } from './journal.ts'
export * from './port.ts'
export { JournalUnusable } from './unusable.ts'
