import { Instant } from '@devops-ai/contract'
import { z } from 'zod'
import { matcherOf, type Matcher } from './matchers.ts'

/** A silence of Alertmanager that holds now. */
export interface Silence {
  readonly by: string
  readonly comment: string
  readonly ends_at: Instant
  readonly matchers: readonly Matcher[]
}

/** `unknown`: Alertmanager does not say, so nobody knows whether anything is silenced. */
export type Silences =
  | { readonly kind: 'known'; readonly silences: readonly Silence[] }
  | { readonly kind: 'unknown'; readonly detail: string }

/** What Alertmanager has silenced at this moment. Never throws. */
export type SilencesNow = () => Promise<Silences>

const GettableSilences = z.array(
  z.object({
    createdBy: z.string(),
    comment: z.string(),
    endsAt: z.iso
      .datetime({ offset: true })
      .transform((at) => new Date(at).toISOString())
      .pipe(Instant),
    matchers: z.array(
      z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }),
    ),
    status: z.object({ state: z.string() }),
  }),
)

const patienceMs = 2_000
const recentMs = 2_000
const mostBytes = 8 * 1024 * 1024

/** Asks `GET /api/v2/silences`, at most once in two seconds. Names and comments are bounded. */
export function alertmanagerSilences(
  url: string,
  { fetch: ask, now }: { readonly fetch: typeof fetch; readonly now: () => Date },
): SilencesNow {
  let last: { readonly at: number; readonly silences: Promise<Silences> } | null = null
  return async () => {
    const at = now().getTime()
    if (!last || Math.abs(at - last.at) > recentMs) last = { at, silences: asked(url, ask) }
    return last.silences
  }
}

async function asked(url: string, ask: typeof fetch): Promise<Silences> {
  try {
    const base = url.endsWith('/') ? url : `${url}/`
    const answer = await ask(new URL('api/v2/silences', base), {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!answer.ok)
      return { kind: 'unknown', detail: `Alertmanager answered ${answer.status} when it was asked for its silences` }
    const text = await answer.text()
    if (text.length > mostBytes)
      return { kind: 'unknown', detail: 'Alertmanager answered more silences than can be read' }
    return { kind: 'known', silences: active(GettableSilences.parse(JSON.parse(text))) }
  } catch (error) {
    return {
      kind: 'unknown',
      detail: `Alertmanager does not say what is silenced: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`,
    }
  }
}

/** One whose matcher cannot be read here matches nothing: less is left alone than was meant, never more. */
const active = (all: z.output<typeof GettableSilences>): readonly Silence[] =>
  all
    .filter(({ status, matchers }) => status.state === 'active' && matchers.length > 0)
    .flatMap(({ createdBy, comment, endsAt, matchers }) => {
      const parsed = matchers.map(({ name, ...parts }) => matcherOf({ label: name, ...parts }))
      const read = parsed.flatMap((one) => (one.ok ? [one.value] : []))
      return read.length < parsed.length
        ? []
        : [
            {
              by: createdBy.slice(0, 100) || 'somebody',
              comment: comment.slice(0, 300),
              ends_at: endsAt,
              matchers: read,
            },
          ]
    })

/** Where no Alertmanager is configured nothing is silenced. */
export const noSilences: SilencesNow = () => Promise.resolve({ kind: 'known', silences: [] })
