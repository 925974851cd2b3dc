import { z } from 'zod'
import { SourceId, Sha256 } from './names.ts'
import { SourceKind } from './observe.ts'

/** One source of the sources file. The token itself is nowhere at rest: only its SHA-256. */
export const Source = z.strictObject({
  id: SourceId,
  kind: SourceKind,
  roles: z.array(z.string()),
  token_sha256: Sha256,
})
export type Source = z.infer<typeof Source>

/** `sources.json` of the gateway. */
export const SourcesFile = z.strictObject({ sources: z.array(Source).min(1) })
export type SourcesFile = z.infer<typeof SourcesFile>

/** `senders.json` of the agent: who may post alerts, and who may read incidents. */
export const Sender = z.strictObject({
  id: SourceId,
  kind: z.enum(['alerts', 'person']),
  token_sha256: Sha256,
})
export type Sender = z.infer<typeof Sender>

export const SendersFile = z.strictObject({ senders: z.array(Sender).min(1) })
export type SendersFile = z.infer<typeof SendersFile>

/** The token of an `Authorization` header, or null. The scheme's case does not matter. */
export function bearerToken(header: string | undefined): string | null {
  const match = /^bearer +([\x21-\x7e]+)$/i.exec(header ?? '')
  return match?.[1] ?? null
}
