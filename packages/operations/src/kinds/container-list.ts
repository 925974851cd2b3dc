import { z } from 'zod'
import { read } from '../definition.ts'

export const ContainerList = z.strictObject({ kind: z.literal('container.list'), all: z.boolean() })

export const containerList = read({
  schema: ContainerList,
  summary: 'list the containers',
  sentence: ({ all }) => (all ? 'List all containers, stopped ones too.' : 'List the running containers.'),
  words: {
    phrases: [
      '{show} [a list of|me] [the|all|all the|running|stopped] containers',
      '(what|which) containers are (running|there)',
      'what is running',
      'how many containers are (there|running)',
    ],
    topics: ['(running|stopped|all|all the|exited|paused|active|existing) containers'],
    hints: ['containers'],
  },
  command: {
    words: [['ps'], ['container', 'ls'], ['container', 'list'], ['container', 'ps']],
    target: 'none',
    flags: [{ spellings: ['-a', '--all'], field: 'all', value: 'switch' }],
    marks: [],
    unsaid: { all: false },
  },
})
