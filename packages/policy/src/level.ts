import { type Autonomy, genesis, type Source, SourceId } from '@devops-ai/contract'
import { type About, kinds, type OperationKind, operations } from '@devops-ai/operations'
import { isContainer, type Subject } from '@devops-ai/engine'
import { names } from './actions.ts'
import { decideBy, type Rules } from './decide.ts'
import { harmless } from './examples/described.ts'

const anyService: Source = { id: SourceId.parse('any-service'), kind: 'service', roles: [], token_sha256: genesis }

/** A way to ask for the level of a container. */
export interface LevelQuestions {
  readonly sources: readonly Source[]
  readonly changes: readonly OperationKind[]
}

/**
 * Who and what to ask about: each change that a policy of the operator names, itself or as a repair, and one that stands
 * for all others. The shipped policies name repairs only where effects are not harmless.
 */
export function levelQuestions(sources: readonly Source[], ownTexts: readonly string[]): LevelQuestions {
  const services = sources.filter(({ kind }) => kind === 'service')
  const changes = kinds.filter((kind) => operations[kind].access === 'change')
  const named = changes.filter((kind) => ownTexts.some((text) => names(text, kind)))
  const unnamed = changes.filter((kind) => !named.includes(kind))
  const first = (about: About): readonly OperationKind[] => unnamed.filter(isAbout(about)).slice(0, 1)
  return {
    sources: services.length > 0 ? services : [anyService],
    changes: [...first('container'), ...first('service'), ...named],
  }
}

const isAbout =
  (about: About) =>
  (kind: OperationKind): boolean =>
    operations[kind].about === about

/**
 * The level of autonomy that the policies come to for a container, the highest for any service and change:
 * allowed at once is `auto`, after an approval `approve`, in a dry run only `suggest`, otherwise `observe`.
 */
export function levelBy(rules: Rules, { sources, changes }: LevelQuestions, target: Subject): Autonomy {
  const possible = changes.filter(isAbout(isContainer(target) ? 'container' : target.object))
  const verdicts = (dryRun: boolean): ReadonlySet<string> => {
    const found = new Set<string>()
    for (const source of sources) {
      for (const kind of possible) {
        const question = { source, operation: { kind }, target, effects: harmless, priority: 'NORMAL', dryRun } as const
        found.add(decideBy(rules, question).verdict)
        if (found.has('allow')) return found
      }
    }
    return found
  }
  const real = verdicts(false)
  if (real.has('allow')) return 'auto'
  if (real.has('approve')) return 'approve'
  return verdicts(true).has('allow') ? 'suggest' : 'observe'
}
