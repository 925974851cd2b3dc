export { approvalOf, isToRun, isWaiting, approvalStateOf, whyEnded } from './approval-state.ts'
export { openJournal } from './journal.ts'
export * from './port.ts'
export { JournalUnusable } from './unusable.ts'
