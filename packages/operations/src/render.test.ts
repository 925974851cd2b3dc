import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from './operation.ts'
import { isChange, kinds, operations, sentenceOf } from './operations.ts'
import { parseCommand } from './parse.ts'
import { renderCommand } from './render.ts'
import { anyOperation, anyTargetName } from './testing/any-operation.ts'

test('parsing a rendered command gives the operation back, but for errors_only, which Docker has no flag for', () => {
  fc.assert(
    fc.property(anyOperation, anyTargetName, (operation, name) => {
      const kept = operation.kind === 'container.logs' ? { ...operation, errors_only: false } : operation
      expect(parseCommand(renderCommand(operation, name), name)).toEqual({ ok: true, operation: kept })
    }),
  )
})

test('a rendered change names its target and nothing that a shell would act on', () => {
  fc.assert(
    fc.property(anyOperation.filter(isChange), anyTargetName, (operation, name) => {
      expect(renderCommand(operation, name)).toMatch(/^docker [a-z]+( -t \d+)? [A-Za-z0-9_.-]+$/)
    }),
  )
})

test('every operation has a sentence', () => {
  fc.assert(
    fc.property(anyOperation, (operation) => {
      expect(sentenceOf(operation, 'web')).toMatch(/^[A-Z].*\.$/)
    }),
  )
})

test.each([
  [
    { kind: 'container.logs', tail: 100, since_seconds: 5400, errors_only: true, timestamps: true },
    'docker logs --tail 100 --since 1h30m --timestamps web',
  ],
  [{ kind: 'container.restart', timeout_seconds: 5 }, 'docker restart -t 5 web'],
  [{ kind: 'container.health' }, "docker inspect --format '{{json .State}}' web"],
  [{ kind: 'container.stats' }, 'docker stats --no-stream web'],
  [{ kind: 'container.list', all: true }, 'docker ps -a'],
])('%o is written as %s', (operation, command) => {
  expect(renderCommand(Operation.parse(operation), TargetName.parse('web'))).toBe(command)
})

test('an operation with a field that it does not have is none', () => {
  expect(Operation.safeParse({ kind: 'container.pause', all: true }).success).toBe(false)
  expect(Operation.safeParse({ kind: 'container.remove' }).success).toBe(false)
})

test('a sentence of one operation is not made from another', () => {
  expect(() => operations['container.stop'].sentence({ kind: 'container.pause' }, 'web')).toThrow('container.stop')
  expect(kinds).toHaveLength(11)
})
