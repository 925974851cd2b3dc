import { EngineName, type EngineReport } from '@devops-ai/contract'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { engineLines } from './doctor.ts'

const report = (over: Partial<EngineReport> = {}): EngineReport => ({
  name: EngineName.parse('local'),
  required: true,
  answers: true,
  trouble: null,
  api_version: '1.41',
  calls: [
    { call: 'GET /version', permitted: true, kinds: [] },
    { call: 'POST /containers/{id}/restart', permitted: true, kinds: ['container.restart'] },
  ],
  permitted: ['container.restart'],
  forbidden: [],
  ...over,
})
const lines = (one: EngineReport): string => stripVTControlCharacters(engineLines(one).join('\n'))

test('an engine that lets everything through is one line', () => {
  expect(lines(report())).toBe('✓ engine local: API 1.41, 2 of 2 calls are let through, 1 operations can run')
})

test('what a proxy keeps from us is named with what needs it', () => {
  const [version] = report().calls
  const calls = [
    ...(version ? [version] : []),
    { call: 'POST /containers/{id}/restart', permitted: false, kinds: ['container.restart'] },
    { call: 'GET /info', permitted: null, kinds: ['system.info'] },
  ]
  const text = lines(report({ calls, permitted: [], forbidden: ['container.restart', 'system.info'] }))
  expect(text).toContain('✗ engine local: API 1.41, 1 of 3 calls')
  expect(text).toContain('✗ POST /containers/{id}/restart  (refused; container.restart)')
  expect(text).toContain('✗ GET /info  (no answer; system.info)')
  expect(text).toContain('cannot run: container.restart, system.info')
})

test('an engine that does not answer says its trouble, without control characters', () => {
  expect(lines(report({ answers: false, trouble: 'nothing came\u001b[2J within 5 s' }))).toBe(
    '✗ engine local: does not answer: nothing came\ufffd[2J within 5 s',
  )
})
