import type { IncidentSummary, LoggedEvent } from '@devops-ai/contract'
import { storyLine } from '@devops-ai/cli'
import { styleText } from 'node:util'
import type { Outcome } from './judge.ts'

/** How the demo tells what happens: to a person, or as one JSON object a line. */
export interface Tell {
  /** A step of the demo itself. */
  stage(name: string, detail: string): void
  event(incident: IncidentSummary, logged: LoggedEvent): void
  outcome(outcome: Outcome, checks: readonly Check[]): void
}

/** Something the demo promised, and whether it was seen to hold. */
export interface Check {
  readonly holds: boolean
  readonly sentence: string
}

export const jsonTeller = (write: (text: string) => void): Tell => ({
  stage: (stage, detail) => write(JSON.stringify({ stage, detail })),
  event: ({ id, name }, logged) => write(JSON.stringify({ incident: id, name, ...logged })),
  outcome: (outcome, checks) => {
    for (const check of checks) write(JSON.stringify({ check: check.sentence, holds: check.holds }))
    write(JSON.stringify(outcome))
  },
})

const colours = ['cyan', 'magenta', 'yellow', 'blue'] as const

export function terminalTeller(write: (text: string) => void): Tell {
  const seen = new Map<string, string>()
  const nameOf = ({ id, target, name }: IncidentSummary): string => {
    const known = seen.get(id)
    if (known !== undefined) return known
    const colour = colours[seen.size % colours.length] ?? 'cyan'
    const styled = styleText(colour, (target?.service ?? name).padEnd(9).slice(0, 9))
    seen.set(id, styled)
    return styled
  }
  return {
    stage: (name, detail) => write(`${styleText('bold', name.padEnd(9))} ${detail}`),
    event: (incident, logged) => {
      for (const line of storyLine(logged)) write(`${nameOf(incident)} ${line}`)
    },
    outcome: (outcome, checks) => {
      write('')
      for (const { holds, sentence } of checks)
        write(`${holds ? styleText('green', '✓') : styleText('red', '✗')} ${sentence}`)
      write(`\n${styleText('bold', outcome.outcome)} in ${outcome.seconds} s`)
    },
  }
}
