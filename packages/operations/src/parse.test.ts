import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCommand } from './parse.ts'

const web = TargetName.parse('web')
const logs = { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false }

test.each([
  ['docker restart web', { kind: 'container.restart' }],
  ['docker container restart web', { kind: 'container.restart' }],
  ['  docker   restart web ', { kind: 'container.restart' }],
  ['docker restart -t 5 web', { kind: 'container.restart', timeout_seconds: 5 }],
  ['docker restart web -t5', { kind: 'container.restart', timeout_seconds: 5 }],
  ['docker restart --time=5 web', { kind: 'container.restart', timeout_seconds: 5 }],
  ['docker stop --timeout 0 web', { kind: 'container.stop', timeout_seconds: 0 }],
  ['docker start web', { kind: 'container.start' }],
  ['docker pause web', { kind: 'container.pause' }],
  ['docker container unpause web', { kind: 'container.unpause' }],
  ['docker logs web', logs],
  ['docker logs --tail all web', logs],
  ['docker logs --tail=100 web', { ...logs, tail: 100 }],
  ['docker logs -n 100 --since 10m web', { ...logs, tail: 100, since_seconds: 600 }],
  ['docker logs -t --since=1h30m web', { ...logs, since_seconds: 5400, timestamps: true }],
  ['docker ps', { kind: 'container.list', all: false }],
  ['docker ps -a', { kind: 'container.list', all: true }],
  ['docker container ls --all', { kind: 'container.list', all: true }],
  ['docker inspect web', { kind: 'container.inspect' }],
  ["docker inspect --format '{{json .State.Health}}' web", { kind: 'container.health' }],
  ['docker inspect -f "{{.State.Status}}" web', { kind: 'container.health' }],
  ["docker inspect --format='{{.State.Health.Status}}' web", { kind: 'container.health' }],
  ['docker stats --no-stream web', { kind: 'container.stats' }],
  ['docker stats web', { kind: 'container.stats' }],
  ['docker top web', { kind: 'container.top' }],
] as const)('%s', (text, operation) => {
  expect(parseCommand(text, web)).toEqual({ ok: true, operation })
})

test.each([
  ['nothing', ' ', 'invalid_request'],
  ['a program that is not docker', 'podman restart web', 'invalid_request'],
  ['sudo', 'sudo docker restart web', 'invalid_request'],
  ['docker alone', 'docker', 'invalid_request'],
  ['a second line', 'docker restart web\ndocker rm web', 'several_operations'],
  ['a second command', 'docker restart web; docker rm web', 'several_operations'],
  ['a command on success', 'docker restart web && reboot', 'several_operations'],
  ['a command on failure', 'docker restart web || reboot', 'several_operations'],
  ['a pipe', 'docker logs web | sh', 'several_operations'],
  ['the background', 'docker restart web &', 'several_operations'],
  ['a substitution', 'docker restart $(hostname)', 'invalid_request'],
  ['backticks', 'docker restart `hostname`', 'invalid_request'],
  ['a redirection', 'docker logs web > /etc/cron.d/x', 'invalid_request'],
  ['quotes that hide', 'docker re"start" web', 'invalid_request'],
  ['a quoted name', "docker restart 'web'", 'invalid_request'],
  ['a backslash', 'docker rest\\art web', 'invalid_request'],
  ['a look-alike letter', 'docker rеstart web', 'invalid_request'],
  ['a control character', 'docker restart web\u0000', 'invalid_request'],
  ['a no-break space', 'docker restart\u00a0web', 'invalid_request'],
  ['a global flag', 'docker -H tcp://evil:2375 restart web', 'invalid_request'],
  ['a context', 'docker --context prod restart web', 'invalid_request'],
  ['an unknown flag', 'docker restart --signal SIGKILL web', 'invalid_request'],
  ['the end of flags', 'docker restart -- web', 'invalid_request'],
  ['a flag twice', 'docker restart -t 5 -t 6 web', 'invalid_request'],
  ['a flag without its value', 'docker restart web -t', 'invalid_request'],
  ['an empty value before a number', 'docker restart --time= 5 web', 'invalid_request'],
  ['a number joined to a long flag', 'docker logs --tail5 7 web', 'invalid_request'],
  ['an empty value of a switch', 'docker ps --all=', 'invalid_request'],
  ['switches joined to a switch', 'docker ps -atrue', 'invalid_request'],
  ['a number that docker reads as octal', 'docker stop -t 010 web', 'invalid_request'],
  ['a space that no shell takes for one', 'docker restart web\f', 'invalid_request'],
  ['a value that is no number', 'docker restart -t soon web', 'invalid_request'],
  ['a negative time-out', 'docker restart -t -1 web', 'invalid_request'],
  ['a time-out of an hour', 'docker restart -t 3600 web', 'invalid_request'],
  ['a million lines', 'docker logs -n 1000000 web', 'invalid_request'],
  ['no lines', 'docker logs -n 0 web', 'invalid_request'],
  ['a Unix time', 'docker logs --since 1700000000 web', 'invalid_request'],
  ['a format that we do not have', "docker inspect --format '{{.Config.Env}}' web", 'invalid_request'],
  ['no target', 'docker restart', 'invalid_request'],
  ['another target', 'docker restart db', 'other_target'],
  ['another target beside', 'docker restart web db', 'other_target'],
  ['the target twice', 'docker restart web web', 'invalid_request'],
  ['a name for a list', 'docker ps web', 'invalid_request'],
  ['an unknown verb', 'docker frobnicate web', 'intent_not_understood'],
] as const)('refuses %s', (_, text, code) => {
  expect(parseCommand(text, web)).toMatchObject({ ok: false, code })
})

test.each([
  'run -v /:/h busybox',
  'run --privileged web',
  'container create web',
  'build .',
  'commit web x',
  'cp web:/etc/passwd .',
  'export web',
  'import x',
  'save x',
  'load',
  'push x',
  'pull x',
  'exec web sh',
  'attach web',
  'rename web x',
  'rm -f web',
  'container rm web',
  'rmi x',
  'kill web',
  'container prune',
  'image prune',
  'system prune -a',
  'volume rm data',
  'volume ls',
  'network create x',
  'swarm leave',
  'node rm x',
  'service update x',
  'stack rm x',
  'plugin install x',
  'context use x',
  'login',
  'compose restart web',
  'logs -f web',
  'logs --follow web',
  'logs --follow=true web',
  'container logs -f web',
])('docker %s is never run', (command) => {
  expect(parseCommand(`docker ${command}`, web)).toMatchObject({ ok: false, code: 'never_run' })
})

test('a refusal says what was got and what is expected', () => {
  expect(parseCommand('docker logs --since yesterday web', web)).toMatchObject({
    detail: '--since expects a duration such as 10m or 1h30m, got yesterday',
  })
})

test('no text makes it throw', () => {
  const piece = fc.constantFrom(
    'docker',
    'restart',
    'logs',
    'inspect',
    'web',
    '-t',
    '--format',
    "'{{.State}}'",
    '=',
    '5',
    ' ',
    '-',
    "'",
    '$',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 8 }), (parts) => {
      expect(parseCommand(parts.join(' '), web)).toHaveProperty('ok')
    }),
  )
})
