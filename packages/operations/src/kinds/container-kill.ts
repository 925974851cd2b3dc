import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'
import { isAfter } from '../project/moment.ts'
import { signalIn } from '../words/values.ts'

export const ContainerKill = z.strictObject({
  kind: z.literal('container.kill'),
  signal: z.enum(['KILL', 'TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2', 'ABRT', 'WINCH']),
})

export const containerKill = change({
  schema: ContainerKill,
  about: 'container',
  summary: 'send a signal to a container',
  sentence: ({ signal }, name) =>
    signal === 'KILL'
      ? `Kill the container ${name} at once, without giving it time to end by itself.`
      : `Send the signal ${signal} to the main process of the container ${name}.`,
  words: {
    verbs: [
      { base: 'kill', past: 'killed', ing: 'killing' },
      { base: 'force kill', past: 'force killed', ing: 'force killing' },
      { base: 'hard kill', past: 'hard killed', ing: 'hard killing' },
    ],
    behind: '[(with|using|via|by) [a|an|the] {signal} [{toReload}]]',
    serves: ['unneeded', 'recovery', 'relief', 'harm'],
    phrases: [
      'kill (#signal|#flag) [{target}]',
      'kill {mainProcess}',
      '(send|deliver|issue) [a|an|the] {signal} [(to|at|into) ({target}|{mainProcess})] [{toReload}]',
      '(fire|raise|pass|post|forward|give|shoot) [a|an|the] {saidSignal} [(to|at|into) ({target}|{mainProcess})] [{toReload}]',
      '(send|deliver|give) [a|an] (interrupt|hangup) [to {target}]',
      '{target} needs [a|an|the] {signal} [{toReload}]',
      '(send|give|shoot) {target} [a|an|the] {signal} [{toReload}]',
      '(send|deliver) [a|the] signal to {target} [,] {signal}',
      '(use|apply) {signal} on {target}',
      'signal {target} (with|using) #',
      'kill (with|using|via) [a|an|the] {signal}',
      'kill {target} by sending [it|@it] [a|an|the] {signal}',
      'signal {target} [with|using|by|via] [a|an|the] {signal} [{toReload}]',
      '[a|an|the] {signal} (to|for) {target}',
      '#sig [signal] please',
      'please #sig',
      'signal [number] (#signal|#)',
      '(hup|#sig) {target} [{toReload}]',
    ],
    speaks: ['signal'],
    expects: 'which signal, e.g. "send SIGHUP to it"',
    fill: ({ text }) => signalIn(text),
  },
  command: {
    words: [['kill'], ['container', 'kill']],
    operands: onTarget,
    flags: [{ spellings: ['--signal', '-s'], field: 'signal', value: 'signal' }],
    marks: [],
    unsaid: { signal: 'KILL' },
  },
  call: ({ signal }, { id }) => ({ method: 'POST', path: `/containers/${id}/kill`, query: { signal: `SIG${signal}` } }),
  unfit: (_, { status }) =>
    status === 'running' || status === 'paused' || status === 'restarting'
      ? null
      : `the container is ${status}: there is no process to send a signal to`,
  // What a program does with a signal is its own affair; of most the default is to end.
  interrupts: (before) => before.status === 'running' || before.status === 'restarting',
  losesData: (before) => before.auto_remove,
  // Where the signal did not end it, a start changes nothing.
  undo: (_, before) => (!before.auto_remove && before.status === 'running' ? { kind: 'container.start' } : null),
  witness: (before, after, { signal }) => {
    const ended =
      after === null
        ? before.auto_remove
        : isAfter(after.finished_at, before.finished_at) ||
          (before.status === 'restarting' && after.status === 'exited')
    return ended || signal === 'KILL' ? seen(ended) : 'cannot_tell'
  },
})
