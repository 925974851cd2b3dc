import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCommand } from './parse.ts'
import { interpretOffline } from './words/interpret.ts'

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
  ['docker logs --until 5m --since 1h web', { ...logs, since_seconds: 3_600, until_seconds: 300 }],
  ['docker port web', { kind: 'container.port' }],
  ['docker diff web', { kind: 'container.diff' }],
  ['docker wait web', { kind: 'container.wait' }],
  ['docker kill web', { kind: 'container.kill', signal: 'KILL' }],
  ['docker kill -s SIGHUP web', { kind: 'container.kill', signal: 'HUP' }],
  ['docker kill --signal=15 web', { kind: 'container.kill', signal: 'TERM' }],
  ['docker container kill -s28 web', { kind: 'container.kill', signal: 'WINCH' }],
  ['docker update -m 512m web', { kind: 'container.update', memory_bytes: 512 * 1024 ** 2 }],
  ['docker update --memory=1G web', { kind: 'container.update', memory_bytes: 1024 ** 3 }],
  ['docker update --memory 8388608 web', { kind: 'container.update', memory_bytes: 8 * 1024 ** 2 }],
  ['docker update --cpus 1.5 --pids-limit -1 web', { kind: 'container.update', cpus: 1.5, pids_limit: -1 }],
  ['docker update --restart on-failure:3 web', { kind: 'container.update', restart_policy: 'on-failure:3' }],
  ['docker rm web', { kind: 'container.remove' }],
  ['docker container remove web', { kind: 'container.remove' }],
  ['docker network ls', { kind: 'network.list' }],
  ['docker network list', { kind: 'network.list' }],
  ['docker network inspect web', { kind: 'network.inspect' }],
  ['docker network connect shop web', { kind: 'network.connect', network: 'shop', aliases: [] }],
  [
    'docker network connect --alias a --alias=b shop web',
    { kind: 'network.connect', network: 'shop', aliases: ['a', 'b'] },
  ],
  ['docker network disconnect shop web', { kind: 'network.disconnect', network: 'shop' }],
  ['docker network disconnect web web', { kind: 'network.disconnect', network: 'web' }],
  ['docker volume ls', { kind: 'volume.list' }],
  ['docker volume inspect web', { kind: 'volume.inspect' }],
  ['docker images', { kind: 'image.list' }],
  ['docker image list', { kind: 'image.list' }],
  ['docker image inspect web', { kind: 'image.inspect' }],
  ['docker history web', { kind: 'image.history' }],
  ['docker info', { kind: 'system.info' }],
  ['docker system info', { kind: 'system.info' }],
  ['docker version', { kind: 'system.version' }],
  ['docker system df', { kind: 'system.df' }],
  ['docker events --since 10m --until 0s', { kind: 'system.events', since_seconds: 600, until_seconds: 0 }],
  ['docker service ls', { kind: 'service.list' }],
  ['docker service inspect web', { kind: 'service.inspect' }],
  ['docker service ps web', { kind: 'service.ps' }],
  ['docker service logs -n 5 -t web', { ...logs, kind: 'service.logs', tail: 5, timestamps: true }],
  ['docker service scale web=3', { kind: 'service.scale', replicas: 3 }],
  ['docker service update --force web', { kind: 'service.force-update' }],
  ['docker service rollback web', { kind: 'service.rollback' }],
  ['docker service update --rollback web', { kind: 'service.rollback' }],
  ['docker node ls', { kind: 'node.list' }],
  ['docker node inspect web', { kind: 'node.inspect' }],
  ['docker node ps web', { kind: 'node.ps' }],
  ['docker stack services web', { kind: 'stack.services' }],
  ['docker stack ps web', { kind: 'stack.ps' }],
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
  ['a signal that stops for good', 'docker kill -s STOP web', 'invalid_request'],
  ['a signal of no number that we know', 'docker kill -s 19 web', 'invalid_request'],
  ['an update of nothing', 'docker update web', 'invalid_request'],
  ['memory below the least', 'docker update -m 5m web', 'invalid_request'],
  ['memory in eights', 'docker update -m 0100m web', 'invalid_request'],
  ['a retry that is none', 'docker update --restart on-failure:0 web', 'invalid_request'],
  ['memory in parts', 'docker update -m 1.5g web', 'invalid_request'],
  ['swap', 'docker update --memory-swap 1g web', 'invalid_request'],
  ['no processes', 'docker update --pids-limit 0 web', 'invalid_request'],
  ['too many processors', 'docker update --cpus 513 web', 'invalid_request'],
  ['a restart policy that is none', 'docker update --restart often web', 'invalid_request'],
  ['a network without a container', 'docker network connect web', 'invalid_request'],
  ['a network of another container', 'docker network connect shop db', 'other_target'],
  ['a third name for a network', 'docker network connect shop web db', 'other_target'],
  ['a network by its path', 'docker network connect a/b web', 'invalid_request'],
  ['an alias that is a flag', 'docker network connect --alias --ip shop web', 'invalid_request'],
  ['an address of its own', 'docker network connect --ip 10.0.0.9 shop web', 'invalid_request'],
  ['a service without replicas', 'docker service scale web', 'invalid_request'],
  ['replicas that are none', 'docker service scale web=many', 'invalid_request'],
  ['fewer than no replicas', 'docker service scale web=-1', 'invalid_request'],
  ['another service', 'docker service scale db=3', 'other_target'],
  ['two services', 'docker service scale web=3 db=0', 'other_target'],
  ['events without end', 'docker events', 'invalid_request'],
  ['events from now on', 'docker events --since 10m', 'invalid_request'],
  ['events of a time turned round', 'docker events --since 5m --until 10m', 'invalid_request'],
  ['a name for the engine', 'docker info web', 'invalid_request'],
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
  'rm -v web',
  'rm -fv web',
  'rm --volumes=true web',
  'container rm --force web',
  'container remove -l web',
  'rmi x',
  'image rm x',
  'image build .',
  'container prune',
  'image prune',
  'system prune -a',
  'volume rm data',
  'volume create x',
  'volume prune',
  'network create x',
  'network rm x',
  'network prune',
  'builder prune',
  'buildx prune',
  'logout',
  'container run web',
  'container exec web sh',
  'container cp web:/etc/passwd .',
  'container rename web x',
  'container commit web x',
  'container export web',
  '--host=tcp://other:2375 restart web',
  '-D restart web',
  'network disconnect -f shop web',
  'swarm leave',
  'node rm x',
  'swarm join --token x host',
  'node update --availability drain web',
  'service update web',
  'service update --image evil web',
  'service update --force --image evil web',
  'service update --rollback --force web',
  'service rollback --detach web',
  'service rm web',
  'service create x',
  'service logs -f web',
  'stack rm x',
  'stack deploy -c x web',
  'secret ls',
  'config inspect x',
  'trust sign x',
  'debug web',
  'bake',
  'restart --privileged web',
  'start -v /:/host web',
  'update --mount type=bind web',
  'ps --volume',
  '-H tcp://evil:2375 restart web',
  '--context prod restart web',
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

test('what is never run is told with its reason, and with what is offered instead', () => {
  const detail = (command: string) => parseCommand(`docker ${command}`, web)
  expect(detail('volume rm data')).toMatchObject({
    detail:
      'docker volume rm is never run by this gateway: volumes hold data: they can be listed and inspected, and are never made or removed here',
  })
  expect(detail('rm -f web')).toMatchObject({
    detail: 'docker rm -f is never run by this gateway: it kills what still runs; stop the container first',
  })
  expect(detail('service update --force --image x web')).toMatchObject({
    detail:
      'docker service update --image is never run by this gateway: of service update only --force, which restarts the tasks, or --rollback is offered',
  })
})

test('a verb with a slip of a letter is answered with those that may be meant', () => {
  expect(parseCommand('docker log web', web)).toMatchObject({ nearest: ['docker logs', 'docker service logs'] })
  expect(parseCommand('docker frobnicate web', web)).toMatchObject({
    nearest: expect.arrayContaining(['docker logs', 'docker stack ps']),
  })
})

test('the reference of an image names an image and nothing else', () => {
  const reference = TargetName.parse('registry:5000/shop/web:1.2')
  expect(parseCommand(`docker image inspect ${reference}`, reference)).toMatchObject({ ok: true })
  expect(parseCommand('docker ps', reference)).toMatchObject({ ok: true })
  expect(parseCommand(`docker restart ${reference}`, reference)).toMatchObject({
    code: 'invalid_request',
    detail: 'expected the name of a container, got the reference of an image, registry:5000/shop/web:1.2',
  })
  expect(interpretOffline('restart the service', reference)).toMatchObject({ code: 'invalid_request' })
})

test('events without a window are told what they lack', () => {
  expect(parseCommand('docker events', web)).toMatchObject({
    detail: expect.stringContaining('expected --since and --until, e.g. --since 10m --until 0s'),
  })
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
