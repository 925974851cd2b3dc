import { run, say } from './run.ts'
import { single, type Tally } from './tally.ts'

const checks = [
  ['types', 'tsc', ['--noEmit']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'oxfmt', ['--check']],
  ['size', 'node', ['scripts/size.ts']],
] as const

/** Types, lint, format and the size of what the gateway's reader signs; each counts as one check. */
export async function staticChecks(): Promise<readonly Tally[]> {
  const tallies: Tally[] = []
  for (const [name, command, args] of checks) {
    const ok = (await run(command, args)) === 0
    say(`${ok ? 'passed' : 'FAILED'}: ${name}`)
    tallies.push(single(ok))
  }
  return tallies
}
