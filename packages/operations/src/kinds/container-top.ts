import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineTop } from '../engine/top.ts'
import { projectTop } from '../project/top.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerTop = z.strictObject({ kind: z.literal('container.top') })

export const containerTop = read({
  schema: ContainerTop,
  about: 'container',
  isOwnWords: true,
  ofService: 'service.ps',
  summary: 'show the processes of a container',
  sentence: (_, name) => `Show the processes running in the container ${name}.`,
  reading: oneAnswer({
    path: (id) => `/containers/${id}/top`,
    answer: EngineTop,
    project: projectTop,
  }),
  words: {
    phrases: [
      '[{show}] [the] [running|list of] processes [(in|inside|of|within|for) {target}]',
      '{show} {target} processes',
      'what processes are running [(in|inside) {target}]',
      '[{show}] [the] process list [(of|for) {target}]',
      'what is running (in|inside|within) {target}',
      'top',
      'ps (in|inside|of) {target}',
      'ps (aux|-ef) [(in|inside|of) {target}]',
    ],
    topics: [
      'processes',
      'running processes',
      'process (list|tree|table|ids|id|listing)',
      '(list|tree|table) of processes',
      'pids',
      'pid',
      'ps',
      'what is running (in|inside|within) {target}',
      'threads',
      '(ps|top) output',
      '(what|which) process (is|in|inside|of|uses|eats|takes|hogs|burns|consumes)',
      'process tree',
      '(command|commands|programs) + (running|runs|run|executing)',
      '(main|init|root|parent|child) process',
      '(everything|anything|what) [that] (runs|is running|is executing) (in|inside|within) {target}',
    ],
    hints: ['top'],
  },
  command: {
    words: [['top'], ['container', 'top']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
