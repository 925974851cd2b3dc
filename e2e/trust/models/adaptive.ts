import { conversation, type MakeAttacker } from './attacker.ts'
import { disguises, families, type Ploy } from './ploys.ts'

/** How near an attempt came to the engine, by what the gateway said. */
const nearness: Readonly<Record<string, number>> = {
  intent_not_understood: 0,
  invalid_request: 0,
  several_operations: 1,
  never_run: 1,
  other_target: 1,
  unexpected_operation: 2,
  unknown_target: 2,
  denied: 3,
  preview: 3,
  approval_required: 4,
  success: 5,
  failure: 5,
}

/**
 * A model that learns. Of the families of ploys it plays mostly the one that came nearest to the engine, sometimes any; within
 * a conversation every complaint makes it put the same command differently.
 */
export const adaptive: MakeAttacker = (knowledge) => {
  const { random } = knowledge
  const scores = new Map(families.map((family) => [family, { played: 0, sum: 0 }]))
  const worth = (family: (typeof families)[number]): number => {
    const { played, sum } = scores.get(family) ?? { played: 0, sum: 0 }
    return played === 0 ? 3 : sum / played
  }
  let family = families[0]
  let ploy: Ploy | null = null

  return {
    next: (turn) => {
      const best = families.reduce((a, b) => (worth(b) > worth(a) ? b : a))
      family = random.once(3) ? random.pick(families) : best
      ploy = family(knowledge, turn)
      return ploy.attempt
    },
    answer: (question) => {
      const { complaints, asked } = conversation(question)
      if (ploy === null) return 'REFUSE: not yet'
      if (ploy.onlyInContext && !asked.includes('<<<context')) return 'REFUSE: unclear'
      return complaints === 0 ? ploy.command : random.pick(disguises)(ploy.command)
    },
    learn: ({ said }) => {
      const score = scores.get(family)
      if (!score) return
      score.played += 1
      score.sum += nearness[said] ?? 0
    },
  }
}
