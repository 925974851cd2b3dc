import { go, type Gate } from '../gate.ts'

/** While a person has paused the agent it changes nothing, however urgent it seems. */
export const paused: Gate = ({ pause }) =>
  pause
    ? {
        answer: 'wait',
        for: `the pause by ${pause.by}`,
        until: null,
        reason: `${pause.by} paused all changes: ${pause.reason}`,
      }
    : go
