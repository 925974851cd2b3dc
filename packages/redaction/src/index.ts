export { redact, redactJson } from './redact.ts'
