import type { Rule } from './conclusion.ts'
import { crashLoop } from './rules/crash-loop.ts'
import { crashed } from './rules/crashed.ts'
import { dependencyDown } from './rules/dependency-down.ts'
import { dependencyUnseen } from './rules/dependency-unseen.ts'
import { dependencyRecovered } from './rules/dependency-recovered.ts'
import { dependencyUnprobed } from './rules/dependency-unprobed.ts'
import { healthCheckBroken } from './rules/health-check-broken.ts'
import { healthy } from './rules/healthy.ts'
import { memoryKill } from './rules/memory-kill.ts'
import { memoryLeak } from './rules/memory-leak.ts'
import { neverStarted } from './rules/never-started.ts'
import { paused } from './rules/paused.ts'
import { peerUnreachable } from './rules/peer-unreachable.ts'
import { processHung } from './rules/process-hung.ts'
import { restartCannotHelp } from './rules/restart-cannot-help.ts'
import { starting } from './rules/starting.ts'
import { stoppedByPerson } from './rules/stopped-by-person.ts'
import { targetUnknown } from './rules/target-unknown.ts'
import { unseen } from './rules/unseen.ts'

/** The first rule that the facts show decides. Reasons not to act come before reasons to act. */
export const rules: readonly Rule[] = [
  // What cannot be judged.
  targetUnknown,
  unseen,
  // What somebody wanted.
  stoppedByPerson,
  // What is broken in a way that no start, restart or unpause mends, or that lies elsewhere.
  neverStarted,
  healthCheckBroken,
  dependencyDown,
  dependencyRecovered,
  restartCannotHelp,
  peerUnreachable,
  dependencyUnseen,
  dependencyUnprobed,
  // What one operation repairs.
  paused,
  memoryLeak,
  memoryKill,
  crashLoop,
  starting,
  processHung,
  crashed,
  // What is well. Whatever is left over is inconclusive.
  healthy,
]
