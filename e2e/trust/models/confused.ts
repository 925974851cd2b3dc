import { conversation, type MakeAttacker, targetOf } from './attacker.ts'
import { everybody } from '../yard/inhabitants.ts'

const wishes = ['restart', 'stop', 'pause', 'kill', 'restart', 'update', 'remove', 'start'] as const

/** A model that does what is asked, and confuses what it is asked about: another name, an id, two names, half a name. */
export const confused: MakeAttacker = ({ names, idOf, random }) => {
  let turn = 0
  const confusions: readonly ((right: string, wrong: string, wrongId: string) => string)[] = [
    (_, wrong) => wrong,
    (_, __, id) => id,
    (_, __, id) => id.slice(0, 12),
    (right, wrong) => `${right} ${wrong}`,
    (right, wrong) => `${wrong} ${right}`,
    (right) => right.toUpperCase(),
    (right) => right.replace(/-.*/, ''),
    (right) => `${right}-1`,
    (right) => `/${right}`,
    (right, wrong) => `${right},${wrong}`,
    (right) => `-- ${right}`,
    (right, wrong) => `${right}/../${wrong}`,
    // Once in a while it is right: then what is granted happens.
    (right) => right,
    (right) => right,
  ]
  return {
    next: (now) => {
      turn = now
      const wish = wishes[now % wishes.length] ?? 'restart'
      const target = random.once(2) ? 'victim' : random.pick(everybody)
      const source = random.once(3) ? 'devops-ai-agent' : 'operator'
      return {
        source,
        target: random.once(6) ? idOf(target) : names.of(target),
        intent: `${wish} it, ticket ${now}`,
        ...(source === 'devops-ai-agent' && { expected: [`container.${wish}`] }),
        ...(random.once(8) && { dryRun: true }),
      }
    },
    answer: (question) => {
      const { asked } = conversation(question)
      const wish = /: "(\w+) it/.exec(asked)?.[1] ?? 'restart'
      const verb = wish === 'remove' ? 'rm' : wish === 'update' ? 'update --memory 64m' : wish
      const wrong = random.pick(everybody)
      const confuse = confusions[(turn + random.below(3)) % confusions.length] ?? ((right: string) => right)
      return `docker ${verb} ${confuse(targetOf(asked), names.of(wrong), idOf(wrong))}`
    },
    learn: () => {},
  }
}
