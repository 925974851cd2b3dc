import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineChanges } from '../engine/changes.ts'
import { projectChanges } from '../project/changes.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerDiff = z.strictObject({ kind: z.literal('container.diff') })

export const containerDiff = read({
  schema: ContainerDiff,
  about: 'container',
  summary: 'show the changed files of a container',
  sentence: (_, name) => `Show which files of the container ${name} differ from its image.`,
  reading: oneAnswer({ path: (id) => `/containers/${id}/changes`, answer: EngineChanges, project: projectChanges }),
  words: {
    phrases: [
      'diff [of|for|on] [{target}]',
      '(what|which files) (has|have|was|were|is) changed (in|inside|on) {target}',
    ],
    topics: [
      'diff',
      '(filesystem|file|files|directory|directories|disk|folder|folders|paths|writable layer) + (change|changes|changed|modified|modifications|added|deleted|created|written|edited|touched|altered|different|difference|differences|differ|drift|drifted|diff|new|compare)',
      '(did|has|have|was|were) + (edit|edited|change|changed|touch|touched|modify|modified|write|written|add|added|delete|deleted) + (file|files|filesystem|directory|directories)',
      '(writable|{target}) layer',
      '(file|filesystem|configuration|config) drift',
      '(different|differs|compare|compared|difference|differences|changed|changes) + (filesystem|file|files|disk) + @image',
      '(diff|different|differ|differs|compare|compared|changed|deviate) + {target} + @image',
      '(diff|different|difference|differences|differ|differs|compare|compared|changed|changes|deviate|deviates|drifted|diverged) + @image',
      '(changes to|changes in|changes on|changes inside|changed in|changed inside|changed on|changed since) + {target}',
      '(written|wrote) to [its|the] (disk|filesystem)',
      'drift',
    ],
    hints: ['changed', 'changes'],
  },
  command: { words: [['diff'], ['container', 'diff']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
