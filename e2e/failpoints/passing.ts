import { deathIn } from '../crash/points.ts'

const death = deathIn(process.env)
let passed = 0

/** kill -9 of this process at this very moment, where it is time. A name that is no point ends nobody. */
export function passing(name: string): void {
  if (name !== death.at) return
  passed += 1
  if (passed === death.nth) process.kill(process.pid, 'SIGKILL')
}
