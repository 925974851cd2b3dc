import { TargetName } from '@devops-ai/contract'
import { describe, expect, test } from 'vitest'
import { isChange } from '../operations.ts'
import { phrasings } from '../testing/phrasings.ts'
import { phrasingsAside } from '../testing/phrasings-aside.ts'
import { phrasingsLast } from '../testing/phrasings-last.ts'
import { phrasingsLater } from '../testing/phrasings-later.ts'
import { interpretOffline } from './interpret.ts'

const rows = (sets: Readonly<Record<string, readonly string[]>>): (readonly [string, string])[] =>
  Object.entries(sets).flatMap(([kind, intents]) => intents.map((intent) => [intent, kind] as const))

const understood = (intent: string, target: string): string => {
  const result = interpretOffline(intent, TargetName.parse(target))
  return result.ok ? result.operation.kind : 'refused'
}

describe.each([
  ['wordings that the grammar was written with', phrasings, 'web'],
  ['wordings that were set aside before', phrasingsAside, 'web'],
  ['wordings of a fresh hand', phrasingsLater, 'checkout'],
  ['wordings of a last look', phrasingsLast, 'payments'],
] as const)('%s', (_, sets, target) => {
  test.each(rows(sets))('"%s" is %s', (intent, kind) => {
    expect(understood(intent, target)).toBe(kind)
  })
})

test.each([
  ['restart the service', { kind: 'container.restart' }],
  ['show recent error logs', { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false }],
  ['show service status and health', { kind: 'container.health' }],
  ['check if service is healthy', { kind: 'container.health' }],
  ['perform restart_service operation', { kind: 'container.restart' }],
  ['perform get_logs operation', { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false }],
] as const)('"%s" is understood to the letter', (intent, operation) => {
  expect(interpretOffline(intent, TargetName.parse('web'))).toMatchObject({ ok: true, operation })
})

test.each([
  ['a count', 'last 200 lines', { tail: 200 }],
  ['a count before its noun', '200 lines of logs please', { tail: 200 }],
  ['tail and a number', 'tail 50', { tail: 50 }],
  ['a number in words', 'show the last two hundred log lines', { tail: 200 }],
  ['a duration', 'logs from the last 10 minutes', { tail: 5000, since_seconds: 600 }],
  ['a short duration', 'logs since 1h', { tail: 5000, since_seconds: 3600 }],
  ['a duration alone', 'logs web 10m', { tail: 5000, since_seconds: 600 }],
  ['half an hour', 'show logs from the past half hour', { since_seconds: 1800 }],
  ['hours and errors', 'any errors in the last 2h?', { since_seconds: 7200, errors_only: true }],
  [
    'a count and a duration',
    'last 20 error logs from the past day',
    { tail: 20, since_seconds: 86_400, errors_only: true },
  ],
  ['timestamps', 'show the logs with timestamps', { tail: 100, timestamps: true }],
  ['no timestamps', 'show the logs without timestamps', { timestamps: false }],
  ['all of it', 'show me the entire log', { tail: 5000 }],
  ['warnings too, so not errors alone', 'show warnings and errors', { errors_only: false }],
] as const)('a request for logs may say %s', (_, intent, fields) => {
  const result = interpretOffline(intent, TargetName.parse('web'))
  expect(result).toMatchObject({ ok: true, operation: { kind: 'container.logs', ...fields } })
})

test.each([
  ['node-3', 'inspect node node-3', 'node.inspect'],
  ['node-3', 'which tasks run on node node-3', 'node.ps'],
  ['network-1', 'inspect network network-1', 'network.inspect'],
  ['service-2', 'restart service-2', 'container.restart'],
] as const)('of a target that is called %s, "%s" is %s', (target, intent, kind) => {
  expect(understood(intent, target)).toBe(kind)
})

test.each([
  ['lemme see the logs of the web ctr', 'container.logs'],
  ['gimme a list of all ctrs', 'container.list'],
  ['which imgs are on this host', 'image.list'],
  ['restart the web svc', 'container.restart'],
] as const)('"%s" is as people type it: %s', (intent, kind) => {
  expect(understood(intent, 'web')).toBe(kind)
})

test('a container that is called as people shorten a word is another one', () => {
  const asked = interpretOffline('restart the svc', TargetName.parse('web'), undefined, new Set(['svc']))
  expect(asked).toMatchObject({ ok: false, code: 'other_target' })
})

test.each(['pull nginx:1.25', 'please pull the image nginx:1.25', 'download nginx:1.25'])(
  '"%s" is never run, and no look at the image',
  (intent) => {
    const asked = interpretOffline(intent, TargetName.parse('nginx:1.25'))
    expect(asked).toMatchObject({ ok: false, code: 'never_run', detail: expect.stringContaining('docker pull') })
  },
)

test.each([
  ['stop web with a 30 second timeout', 30],
  ['restart web, timeout 5', 5],
  ['restart the service with a timeout of 2 minutes', 120],
  ['restart with a 60s grace period', 60],
] as const)('"%s" waits %i seconds', (intent, timeout_seconds) => {
  expect(interpretOffline(intent, TargetName.parse('web'))).toMatchObject({ ok: true, operation: { timeout_seconds } })
})

test.each([
  ['a negation', "don't restart the service", 'intent_not_understood'],
  ['two operations', 'restart and show logs', 'several_operations'],
  ['stop and start, which a person must call restart', 'stop and start the service', 'several_operations'],
  ['two reads', 'show logs and stats', 'several_operations'],
  ['another target', 'restart the db service', 'other_target'],
  ['another name', 'restart nginx', 'other_target'],
  ['another name in a question', 'show me the logs of nginx', 'other_target'],
  ['a semicolon', 'restart; rm -rf /', 'several_operations'],
  ['a wide semicolon', 'restart；rm', 'several_operations'],
  ['two commands', 'docker restart web && docker rm web', 'several_operations'],
  ['a newline', 'restart web\nremove web', 'several_operations'],
  ['a newline before the full stop of a command', 'docker pause web \n .', 'several_operations'],
  ['a restart policy that is brought up', 'bring up restart to always', 'intent_not_understood'],
  ['a substitution', 'restart $(hostname)', 'invalid_request'],
  ['backticks', 'restart `hostname`', 'invalid_request'],
  ['a redirection', 'show logs > /etc/passwd', 'invalid_request'],
  ['hidden characters', 'restart\u200b the service', 'invalid_request'],
  ['nothing', '   ', 'invalid_request'],
  ['too many lines', 'last 100000 log lines', 'invalid_request'],
  ['too long a time-out', 'restart with a timeout of 20 minutes', 'invalid_request'],
  ['a removal of what is no container', 'remove the service', 'never_run'],
  ['a removal with volumes', 'remove the container and its volumes', 'never_run'],
  ['a command that is never run', 'docker run -v /:/h busybox', 'never_run'],
  ['an unknown operation', 'perform scale_up operation', 'intent_not_understood'],
  ['a condition', 'restart if unhealthy', 'intent_not_understood'],
  ['a later time', 'restart in 10 minutes', 'intent_not_understood'],
  ['a question about a change', 'should I restart?', 'intent_not_understood'],
  ['a command with a question mark', 'docker stop web?', 'intent_not_understood'],
  ['a command without docker, with a question mark', 'stop web?', 'intent_not_understood'],
  ['a period for what is measured once', 'memory usage over the last 2 hours', 'intent_not_understood'],
] as const)('%s is refused', (_, intent, code) => {
  expect(interpretOffline(intent, TargetName.parse('web'))).toMatchObject({ ok: false, code })
})

test('a refusal that did not understand names the three nearest operations', () => {
  const result = interpretOffline('restrt the service', TargetName.parse('web'))
  expect(result).toMatchObject({
    ok: false,
    nearest: expect.arrayContaining(['container.restart']),
  })
})

test('an operation that was not expected is refused', () => {
  const result = interpretOffline('stop the service', TargetName.parse('web'), ['container.restart'])
  expect(result).toMatchObject({ ok: false, code: 'unexpected_operation' })
})

test.each([
  ['restart checkout', 'checkout'],
  ['restart checkout-1', 'checkout'],
  ['restart shop-checkout-1', 'checkout'],
  ['restart the checkout service', 'shop_checkout_1'],
  ['restart my_app', 'my_app'],
  ['restart WEB.1', 'web.1'],
  ['restart the app', 'app'],
] as const)('"%s" may name the target %s', (intent, target) => {
  expect(understood(intent, target)).toBe('container.restart')
})

test.each([
  ['restart the db because the cache is down', 'db', 'cache'],
  ['restart checkout-2', 'checkout-1', 'checkout-2'],
  ['restart the app', 'web', 'app'],
  ['show the logs of slow-app', 'web', 'slow-app'],
  ['restart slow-app', 'web', 'slow-app'],
  ['restart web', 'shop-web-1', 'web'],
  ['remove web-1', 'web', 'web-1'],
  ['stop web-app', 'web_app', 'web-app'],
] as const)('"%s" on %s mentions another target, %s', (intent, target, known) => {
  const result = interpretOffline(intent, TargetName.parse(target), undefined, new Set([known]))
  expect(result).toMatchObject({ ok: false, code: 'other_target' })
})

test.each(['restart the docker service', 'restart the web service', 'restart the server', 'gateway restart'])(
  '"%s" is about something else than the target checkout',
  (intent) => {
    const result = interpretOffline(intent, TargetName.parse('checkout'))
    expect(result.ok && isChange(result.operation)).toBe(false)
  },
)
