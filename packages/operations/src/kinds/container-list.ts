import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineListItem } from '../engine/list.ts'
import { projectList } from '../project/list.ts'
import { answers, get } from '../reading.ts'

export const ContainerList = z.strictObject({ kind: z.literal('container.list'), all: z.boolean() })

export const containerList = read({
  schema: ContainerList,
  about: 'fleet',
  summary: 'list the containers',
  sentence: ({ all }) => (all ? 'List all containers, stopped ones too.' : 'List the running containers.'),
  reading: answers({
    calls: () => ({ containers: get('/containers/json', { all: '1' }) }),
    answers: z.object({ containers: z.array(EngineListItem) }),
    project: ({ all }, parts, { knows }) => projectList(parts, { all, knows }),
  }),
  words: {
    phrases: [
      '{show} [a list of|me|us] [the|all|all the|running|stopped] containers',
      '(what|which) containers are (running|there)',
      '[{show}] what is [currently] running [(right now|now|currently|at the moment|here)]',
      'how many containers are (there|running)',
      'are there [any] [(running|stopped|exited|dead|paused)] containers [(that are|which are)] [(running|stopped|exited|dead|paused|up|down)]',
      'ps',
      '[the|all|our] containers',
      '(which|what) (containers|ones) (are|have) [currently] (unhealthy|healthy|exited|stopped|down|dead|paused|restarting|up|running|failing|crashing|died)',
    ],
    topics: [
      '(running|stopped|all|all the|exited|paused|active|existing|dead|live|docker) containers',
      'containers + (running|stopped|exited|up|down|exist|alive|active|state|states|status|statuses)',
      'containers + @engine',
      '(running|up|runs) (on|in) @engine',
      'container list',
      '(list|count|number|inventory|overview|rundown) of containers',
      'everything that is [currently] (running|up)',
    ],
    hints: ['containers'],
    fill: ({ text }) => ({
      all:
        / (?:stopped|exited|including|dead|paused|down|not)(?= |$)/.test(text) ||
        (/ (?:all|every|any)(?= |$)/.test(text) && !/ running(?= |$)/.test(text)),
    }),
  },
  command: {
    words: [['ps'], ['container', 'ls'], ['container', 'list'], ['container', 'ps']],
    operands: onNothing,
    flags: [{ spellings: ['-a', '--all'], field: 'all', value: 'switch' }],
    marks: [],
    unsaid: { all: false },
  },
})
