export { type KnownSecrets, knownSecrets } from './known/known-secrets.ts'
export { type Redaction, redaction } from './redact.ts'
export type { Json } from './redact-json.ts'
