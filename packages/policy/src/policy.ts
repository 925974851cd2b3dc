import type { Autonomy, PolicyInfo, Source } from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import type { Policy } from './port.ts'
import { compilePolicies } from './compile.ts'
import { decideBy, decideDeed, type Rules } from './decide.ts'
import { examplesOf } from './examples/check.ts'
import { levelBy, levelQuestions } from './level.ts'
import type { PolicyPart } from './parts.ts'
import { explained } from './ways.ts'
import { rememberedDecisions } from './remembered.ts'
import { readPolicies } from './texts.ts'

export interface PolicySettings {
  /** The operator's folder of `*.cedar` files, which add to the shipped ones. It may be empty. */
  readonly dir: string
  /** Who may ask: levels shown by `autonomy` are those that hold for one of the services among them. */
  readonly sources: readonly Source[]
  /** Is it part of this system, or named in GATEWAY_PROTECTED? */
  isProtected(target: Subject): boolean
  /** Told of every policy that could not be evaluated; the decision is a deny. */
  broken(detail: string): void
}

const policyInfo = (part: PolicyPart): PolicyInfo => ({
  id: part.id,
  file: part.file,
  origin: part.own ? 'own' : 'shipped',
  effect: part.effect,
  text: part.text,
  examples: examplesOf(part),
})

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads, checks and keeps the policies. All problems are named at once; the answer holds until the gateway ends. */
export async function loadPolicy(settings: PolicySettings): Promise<LoadedPolicy> {
  const read = await readPolicies(settings.dir)
  if (!read.ok) return read
  const compiled = compilePolicies(read.version, read.schema, read.texts)
  if (!compiled.ok) return compiled
  const rules: Rules = {
    schemaName: read.version,
    policiesName: read.version,
    isProtected: (target) => settings.isProtected(target),
    broken: (detail) => settings.broken(detail),
  }
  const questions = levelQuestions(
    settings.sources,
    read.texts.filter(({ own }) => own).map(({ text }) => text),
  )
  // The index makes a new object whenever a container changes, so a level holds as long as its object.
  const levels = new WeakMap<Subject, Autonomy>()
  const decisions = rememberedDecisions((question) => decideBy(rules, question))
  return {
    ok: true,
    policy: {
      version: read.version,
      decide: decisions,
      policies: compiled.parts.map(policyInfo),
      explain: (question) => explained({ rules, parts: compiled.parts }, question),
      may: (source, deed) => decideDeed(rules, source, deed),
      autonomy(target) {
        const level = levels.get(target) ?? levelBy(rules, questions, target)
        levels.set(target, level)
        return level
      },
    },
  }
}
