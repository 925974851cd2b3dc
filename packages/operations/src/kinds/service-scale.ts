import { refuse } from '@devops-ai/contract'
import { z } from 'zod'
import { seen, serviceChange } from '../definition.ts'
import { updateService } from '../update-service.ts'

export const ServiceScale = z.strictObject({
  kind: z.literal('service.scale'),
  replicas: z.int('expected NAME=REPLICAS, e.g. web=3').min(0).max(1_000),
})

export const serviceScale = serviceChange({
  schema: ServiceScale,
  about: 'service',
  summary: 'change how many replicas a Swarm service has',
  sentence: ({ replicas }, name) =>
    `Scale the Swarm service ${name} to ${replicas === 1 ? '1 replica' : `${replicas} replicas`}.`,
  words: {
    verbs: [],
    serves: ['unneeded', 'recovery', 'relief', 'meanwhile', 'harm', 'over'],
    phrases: [
      '(scale|rescale|resize) (up|down|back|out|in)* [{target}] (up|down|back|out|in)* ({replicas}|(=|at) # [{copies}])',
      '(would you mind|do you mind|try) scaling (up|down|back|out|in)* {target} (up|down|back|out|in)* {replicas}',
      '(get|have|need|want|we need|we want|i need|i want|i would like) {target} [to be] scaled (up|down|back|out|in)* {replicas}',
      '{target} (needs to|has to|should|must|ought to) be (scaled (up|down|back|out|in)* {replicas}|(at|running [at]) # [{copies}])',
      '(set|change|adjust|put|make|bring|get|raise|lower|increase|reduce|decrease|bump|drop|cut|take|grow|shrink|turn|update) [up|down] [the|its|{target}] {replicaCount} [(of|for|in|on) {target}] [up|down|back] ({replicas}|(=|at) # [{copies}])',
      '(set|bring|get|take|put|run|turn|size) {target} (up|down|back|out|in)* [from # [{copies}]] (to|with|at|on|=) # {copies}',
      '(grow|shrink|raise|lower|increase|reduce|decrease|bump|drop|cut|pull|expand) {target} (up|down|back|out|in)* [from # [{copies}]] (to|at|=) # {copies}',
      '(run|i want|we want|i need|we need|i would like|we would like|give me) [exactly] # [{target}] {copies} [(of|for|in) {target}]',
      '(run|give|let) {target} [with|have|run] [exactly] # {copies}',
      '{target} (needs|should have|should run|should get|must have|has to have|must run) [exactly] # {copies}',
      '# {copies} [of {target}] please',
      '# {copies} for {target}',
      'make {target} # {copies}',
      '(go|move|get) (to|up to|down to) # {copies}',
      '{replicaCount} [of {target}] (should be|must be) # [please]',
      '@service scale {target} = #',
    ],
    labels: ['{target} , # {copies}', '{replicaCount} [of {target}] (to|=|,) # [please]'],
    speaks: ['scale', 'scaling', 'scale up', 'scale down', 'rescale', 'replicas'],
    expects: 'how many replicas, e.g. "scale it to 3 replicas"',
    fill: ({ text }) => {
      const replicas = Number(text.match(/(?<= )\d+(?= |$)/g)?.at(-1) ?? Number.NaN)
      return (replicas > 0 && / @unneeded(?= |$)/.test(text)) || (replicas > 1 && / @relief(?= |$)/.test(text))
        ? refuse('intent_not_understood', 'for that reason it is scaled down; say how many replicas are meant')
        : { replicas }
    },
  },
  command: {
    words: [['service', 'scale']],
    operands: [{ is: 'assignment', field: 'replicas', value: 'number' }],
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: ({ replicas }, reached, before) =>
    updateService(reached, before, (specification) => ({
      ...specification,
      Mode: {
        ...specification.Mode,
        Replicated: { ...specification.Mode?.Replicated, Replicas: replicas },
      },
    })),
  unfit: (_, { replicas }) =>
    replicas === null ? 'the service has no number of replicas: it runs on every node, or as a job' : null,
  interrupts: (before, { replicas }) => replicas < (before.replicas ?? 0),
  undo: ({ replicas }, before) =>
    before.replicas === null || before.replicas === replicas
      ? null
      : { kind: 'service.scale', replicas: before.replicas },
  witness: (_, after, { replicas }) => (after === null ? 'cannot_tell' : seen(after.replicas === replicas)),
})
