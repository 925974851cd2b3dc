import type { Facts, Gate, Verdict } from './gate.ts'
import { backOff } from './gates/back-off.ts'
import { budget } from './gates/budget.ts'
import { deploying } from './gates/deploying.ts'
import { maintenance } from './gates/maintenance.ts'
import { massExit } from './gates/mass-exit.ts'
import { paused } from './gates/paused.ts'
import { silenced } from './gates/silenced.ts'
import { suspectedRoot } from './gates/root.ts'
import { stillWrong } from './gates/still-wrong.ts'
import { turn } from './gates/turn.ts'

/** Asked in this order; the first that does not say `go` decides. */
const gates = {
  pause: paused,
  'still wrong': stillWrong,
  deployment: deploying,
  maintenance,
  silence: silenced,
  'mass exit': massExit,
  root: suspectedRoot,
  budget,
  'back-off': backOff,
  turn,
} as const satisfies Readonly<Record<string, Gate>>

export type GateName = keyof typeof gates

/** May the change be asked for now? `by` is the gate that says no; null when all let it through. */
export function admission(facts: Facts): { readonly by: string | null; readonly verdict: Verdict } {
  for (const [by, gate] of Object.entries<Gate>(gates)) {
    const verdict = gate(facts)
    if (verdict.answer !== 'go') return { by, verdict }
  }
  return { by: null, verdict: { answer: 'go' } }
}
