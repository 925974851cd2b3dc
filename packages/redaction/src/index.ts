export { type KnownSecrets, knownSecrets } from './known/known-secrets.ts'
export { type Json, type Redaction, redaction } from './redact.ts'
