/** How far a restart is, in the order in which it passes through. */
export const phases = [
  // On its way to the engine.
  'sent',
  // The engine has the call and has sent no signal.
  'asked',
  // The process has its signal and lives.
  'signalled',
  // The process has ended, and the engine has not told that the container is stopped.
  'dead',
  // The engine has told that it is stopped, and not that it is started.
  'stopped',
  // The engine has told that it is started, and the gateway has no answer.
  'started',
  'answered',
] as const
export type Phase = (typeof phases)[number]

/** What was seen of a restart by others than the gateway. */
export interface Sight {
  readonly isAsked: boolean
  /** The actions of the engine's events of that container, in their order. */
  readonly told: readonly string[]
  /** Of the process that ran before. */
  readonly isAlive: boolean
  readonly isAnswered: boolean
}

export function phaseOf({ isAsked, told, isAlive, isAnswered }: Sight): Phase {
  if (isAnswered) return 'answered'
  if (told.includes('start')) return 'started'
  if (told.includes('stop')) return 'stopped'
  if (!isAlive) return 'dead'
  if (told.includes('kill')) return 'signalled'
  return isAsked ? 'asked' : 'sent'
}
