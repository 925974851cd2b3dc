import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { TargetName } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { marksBehind } from '../command.ts'
import { isChange, kinds, operations } from '../operations.ts'
import { aside, seen } from '../testing/corpus/index.ts'
import type { Expected, Row } from '../testing/corpus/row.ts'
import { interpretOffline, type Interpreted } from './interpret.ts'

const isRight = (result: Interpreted, expected: Expected): boolean =>
  'refused' in expected ? !result.ok : result.ok && isDeepStrictEqual({ ...result.operation }, { ...expected })

function measured(rows: readonly Row[]) {
  const results = rows.map(({ intent, target, expect: expected }) => {
    const result = interpretOffline(intent, TargetName.parse(target))
    const right = (Array.isArray(expected) ? expected : [expected]).some((one: Expected) => isRight(result, one))
    return { right, wrongChange: !right && result.ok && isChange(result.operation) }
  })
  return {
    right: results.filter(({ right }) => right).length / rows.length,
    wrongChanges: results.filter(({ wrongChange }) => wrongChange).length,
  }
}

/** The first reading compiles every grammar, which a busy machine takes its time for. */
const patience = { timeout: 60_000 }

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

// Rows set aside are counted and never shown: whoever writes rules learns from them only how many are wrong.
test.for([
  ['that rules were written with', seen, 0.99],
  ['that were set aside', aside, 0.94],
] as const)(
  'of the wordings %s, the share understood stays up and no change is wrong',
  patience,
  ([, rows, least], { annotate }) => {
    const { right, wrongChanges } = measured(rows)
    void annotate(`${percent(right)} of ${rows.length} right, ${wrongChanges} wrong changes`)
    expect(rows.length).toBeGreaterThanOrEqual(600)
    expect(wrongChanges).toBe(0)
    expect(right).toBeGreaterThanOrEqual(least)
  },
)

const path = new URL('../../../../../shared/data/docker-cli-subcommands.jsonl', import.meta.url)
const Described = z.object({ description: z.string(), command: z.string(), aliases: z.array(z.string()) })
const described = existsSync(path)
  ? readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Described.parse(JSON.parse(line)))
  : []

/** The kind of a command that is told by its words alone. */
const kindOf = (command: string) =>
  kinds.find((kind) => {
    const { command: own } = operations[kind]
    return own.words.some(
      (spelling) =>
        `docker ${spelling.join(' ')}` === command &&
        marksBehind(own, spelling).every(({ role }) => role === 'allowed'),
    )
  }) ?? null

/** A description of these leaves out what must be said: which network, how many, which limit. */
const saysTooLittle = ['network.connect', 'network.disconnect', 'service.scale', 'container.update']

test(`each description of a docker command becomes its operation or none (${described.length || 'absent, none'} read)`, () => {
  for (const { description, command } of described) {
    const result = interpretOffline(description, TargetName.parse('web'))
    const kind = kindOf(command)
    if (kind !== null && saysTooLittle.includes(kind))
      expect([description, result]).toEqual([
        description,
        expect.objectContaining({ ok: false, nearest: expect.arrayContaining([kind]) }),
      ])
    else expect([description, result.ok ? result.operation.kind : null]).toEqual([description, kind])
  }
})
