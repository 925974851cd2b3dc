import { z } from 'zod'
import { Priority } from './execute.ts'
import { EngineName, SourceId } from './names.ts'
import { Autonomy, ContainerStatus, Health } from './observe.ts'

/**
 * A container as it would be, for questions about policy. What is not said is plain: it runs, is healthy, belongs to no
 * Compose service and carries no label. `autonomy` is the value of its own label devops-ai.autonomy.
 */
export const DescribedTarget = z
  .strictObject({
    name: z.string().min(1),
    engine: EngineName,
    image: z.string().min(1),
    service: z.string().min(1),
    project: z.string().min(1),
    status: ContainerStatus,
    health: Health,
    autonomy: Autonomy,
    labels: z.record(z.string(), z.string()),
    protected: z.boolean(),
  })
  .partial()
  .meta({ id: 'DescribedTarget' })
export type DescribedTarget = z.infer<typeof DescribedTarget>

/** How something is asked for. What is not said is false, and the priority NORMAL. */
export const Circumstances = z
  .strictObject({ approved: z.boolean(), dry_run: z.boolean(), priority: Priority })
  .partial()
  .meta({ id: 'Circumstances' })
export type Circumstances = z.infer<typeof Circumstances>

/** What would come of it; of a target that is there it is computed. What is not said is false. */
export const DescribedEffects = z
  .strictObject({
    interrupts: z.boolean(),
    last_healthy_replica: z.boolean(),
    data_loss: z.boolean(),
    irreversible: z.boolean(),
  })
  .partial()
  .meta({ id: 'DescribedEffects' })
export type DescribedEffects = z.infer<typeof DescribedEffects>

/** A situation in words, as examples of policies and people at a terminal say it. */
export interface Situation {
  readonly id: SourceId | null
  readonly roles: readonly string[]
  readonly target: DescribedTarget
  readonly circumstances: Circumstances
  readonly effects: DescribedEffects
  /** Every word that was said, such as `service` or `label.team`. */
  readonly words: readonly string[]
}

const Asker = z.strictObject({ id: SourceId, roles: z.string().min(1) }).partial()
const Target = DescribedTarget.omit({ labels: true })

const label = 'label.'
const shown = (field: string): string => field.replaceAll('_', '-')
const fieldsOf = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape)

/** The words of the one who asks, of the target and of the circumstances. */
export const situationWords = {
  asker: fieldsOf(Asker),
  target: [...fieldsOf(Target), `${label}<name>`],
  circumstances: [...fieldsOf(Circumstances), ...fieldsOf(DescribedEffects)].map(shown),
} as const

const everyWord = Object.values(situationWords).flat()

/** The words of a line. A value with blanks stands in single quotes. Null: a quote is not closed. */
export function wordsOf(line: string): readonly string[] | null {
  return line.split("'").length % 2 === 0 ? null : (line.match(/(?:[^\s']|'[^']*')+/g) ?? [])
}

/** Reads `service=checkout`, `approved` and so on, in any order. A word that is not known or said twice is a problem. */
export function readSituation(
  words: readonly string[],
): { readonly ok: true; readonly situation: Situation } | { readonly ok: false; readonly problem: string } {
  const said = new Map<string, string | true>()
  const labels = new Map<string, string>()
  for (const text of words) {
    const at = text.indexOf('=')
    const word = at < 0 ? text : text.slice(0, at)
    const value = at < 0 ? true : text.slice(at + 1).replaceAll("'", '')
    const isLabel = word.startsWith(label) && word.length > label.length && value !== true
    if (!everyWord.includes(word) && !isLabel)
      return { ok: false, problem: `"${word}" is not known, expected one of ${everyWord.join(', ')}` }
    if (said.has(word)) return { ok: false, problem: `"${word}" is said twice` }
    said.set(word, value)
    if (isLabel) labels.set(word.slice(label.length), value)
  }
  const pick = (schema: z.ZodObject) =>
    Object.fromEntries(
      fieldsOf(schema).flatMap((field) => {
        const value = said.get(shown(field))
        return value === undefined ? [] : [[field, value]]
      }),
    )
  const asker = Asker.safeParse(pick(Asker))
  const target = Target.safeParse(pick(Target))
  const circumstances = Circumstances.safeParse(pick(Circumstances))
  const effects = DescribedEffects.safeParse(pick(DescribedEffects))
  if (!asker.success || !target.success || !circumstances.success || !effects.success) {
    const problems = [asker, target, circumstances, effects].flatMap(({ error }) => error?.issues.map(badValue) ?? [])
    return { ok: false, problem: problems.join('; ') }
  }
  return {
    ok: true,
    situation: {
      id: asker.data.id ?? null,
      roles: asker.data.roles?.split(',') ?? [],
      target: { ...target.data, ...(labels.size > 0 && { labels: Object.fromEntries(labels) }) },
      circumstances: circumstances.data,
      effects: effects.data,
      words: [...said.keys()],
    },
  }
}

function badValue(issue: z.core.$ZodIssue): string {
  const word = shown(issue.path.join('.'))
  if (issue.code !== 'invalid_type') return `"${word}": ${issue.message}`
  return issue.expected === 'boolean' ? `"${word}" stands alone, without a value` : `"${word}" needs a value`
}
