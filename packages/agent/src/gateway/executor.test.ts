import { ExecuteRequest, RequestId, SourceId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { at, target } from '../evidence/testing/samples.ts'
import { auditEntry, auditLine, metricLine } from './audit.ts'
import { requestOf, restartService, sentenceOf } from './executor.ts'

test.for([
  ['restart_service', 'restart the service'],
  ['get_logs', 'show recent error logs'],
  ['check_health', 'check if service is healthy'],
  ['get_status', 'show service status and health'],
  ['rotate_keys', 'perform rotate_keys operation'],
  ['constructor', 'perform constructor operation'],
] as const)('%s is asked for as "%s"', ([operation, sentence]) => {
  expect(sentenceOf(operation)).toBe(sentence)
})

test('a restart is of high priority and says whose analysis it is', () => {
  expect(restartService('checkout', 'it hangs')).toEqual({
    service: 'checkout',
    intent: 'restart the service',
    priority: 'HIGH',
    context: 'DevOps AI Analysis: it hangs',
  })
})

const wish = { ...restartService('api', 'it hangs'), target: target(), expected_operations: ['container.restart'] }
const source = SourceId.parse('devops-ai-agent')

test('a wish becomes a request of the contract', () => {
  const request = requestOf(wish, source, RequestId.parse('request-1'))
  expect(ExecuteRequest.parse(request)).toEqual(request)
  expect(request).toMatchObject({ request_id: 'request-1', target_resource: { name: 'api', engine: 'local' } })
})

test('a name that may not be sent is not sent', () => {
  expect(requestOf({ ...wish, target: { ...target(), name: '--privileged' } }, source, null)).toBeNull()
})

test('the audit entry is one line of JSON', () => {
  const result = { success: true, command: 'docker restart api', output: 'restarted', timestamp: at(1) }
  const asked = { source: 'devops-ai-agent', operation: 'restart_service', target: 'api', context: 'it\nhangs' }
  const line = auditLine(auditEntry(asked, result, 12.5))
  expect(line.startsWith('Gateway Operation: {')).toBe(true)
  expect(JSON.parse(line.slice('Gateway Operation: '.length))).toEqual({
    timestamp: at(1),
    ...asked,
    success: true,
    command_executed: 'docker restart api',
    execution_time: 12.5,
  })
  expect(metricLine('gateway_success_rate', 0.98)).toBe('METRIC: gateway_success_rate=0.98')
})
