import { concludes, escalates, type Rule, waits } from '../conclusion.ts'

/** Exit codes of a command that the engine or the shell could not run at all. */
const notRun: Readonly<Record<number, string>> = {
  126: 'its command cannot be executed',
  127: 'its command was not found',
  128: 'the engine could not set it up',
}

/** It never ran, so there are no logs: the cause is in the engine's own error, and a restart meets it again. */
export const neverStarted: Rule = ({ about, status, logs }, { patience }) => {
  if (!status) return null
  const { status: state, error, exit_code } = status.value
  if (state === 'created' && error === '') {
    const sentence = `${about} was created and has not been started`
    const plan = waits(`the start of ${about}`, patience.recheckSeconds, 'a deployment may be under way')
    return concludes('never_started', sentence, [status], plan)
  }
  const stopped = state === 'created' || state === 'exited' || state === 'dead' || state === 'restarting'
  const why = error !== '' ? error : notRun[exit_code]
  if (!stopped || why === undefined) return null
  const sentence = `${about} could not start: ${why.slice(0, 300)}`
  const suggestion = 'look at its image, command and mounts; go back to the image that worked'
  return concludes('never_started', sentence, [status, logs], escalates(sentence, suggestion))
}
