import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineWait } from '../engine/wait.ts'
import { projectWait, stillRunning } from '../project/wait.ts'
import { together } from '../reading.ts'

export const ContainerWait = z.strictObject({ kind: z.literal('container.wait') })

export const containerWait = read({
  schema: ContainerWait,
  about: 'container',
  summary: 'wait until a container ends',
  sentence: (_, name) => `Wait until the container ${name} ends and show its exit code.`,
  reading: together({
    calls: (_, id) => ({
      end: { method: 'POST', path: `/containers/${id}/wait`, query: { condition: 'not-running' } },
    }),
    answers: z.object({ end: EngineWait }),
    project: ({ end }) => projectWait(end),
    notYet: stillRunning,
  }),
  words: {
    phrases: [
      '(wait|block|hang on|hold on|hold) (until|till|for|on) {target} [to] [has|have|is|be|gets] {ended} {thenCode}',
      '(wait|block) (for|on) {target} {thenCode}',
      '(wait|block) (for|until|till) [the|its] ((end|exit|completion|termination) of {target}|{target} (end|exit|completion|termination)) {thenCode}',
      '[(let me know|tell me|(i|we) (need|want|would like) to know|show me|show|give me|print|report|return|get|get me|i want|i need)] [the|its] exit (code|status) [of {target}] (when|once|after|as soon as) {target} [has|have|is] {ended}',
      '(let me know|tell me|(i|we) (need|want|would like) to know) (when|once|as soon as) {target} [has|have|is] {ended}',
      'wait',
    ],
    topics: [],
    hints: [],
  },
  command: { words: [['wait'], ['container', 'wait']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
