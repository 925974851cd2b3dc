import { z } from 'zod'

/** The API versions that this client is written and tested for; the engine's own range is met with the highest both speak. */
const spoken = { lowest: '1.41', highest: '1.51' } as const

/** What `GET /version` answers, as far as it is read. */
export const EngineVersion = z.object({
  ApiVersion: z.string().regex(/^\d+\.\d+$/),
  MinAPIVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .default('1.12'),
})
export type EngineVersion = z.infer<typeof EngineVersion>

export type Negotiated =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly detail: string }

/** The highest version that both speak, or a sentence that says why there is none. */
export function negotiate({ ApiVersion, MinAPIVersion }: EngineVersion): Negotiated {
  const version = order(ApiVersion, spoken.highest) < 0 ? ApiVersion : spoken.highest
  if (order(version, spoken.lowest) >= 0 && order(version, MinAPIVersion) >= 0) return { ok: true, version }
  return {
    ok: false,
    detail:
      `it speaks API ${MinAPIVersion} to ${ApiVersion}, this gateway ${spoken.lowest} to ${spoken.highest}; ` +
      `${order(ApiVersion, spoken.lowest) < 0 ? 'update the engine' : 'update the gateway'}`,
  }
}

/** Negative when `a` is lower. Versions are pairs of numbers, not decimals: 1.9 is lower than 1.41. */
function order(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}
