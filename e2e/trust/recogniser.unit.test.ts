import { expect, test } from 'vitest'
import { recognise } from './recogniser.ts'

test.for([
  ['docker ps', { kind: 'container.list', all: false }],
  ['docker container list --all', { kind: 'container.list', all: true }],
  ['docker inspect web', { kind: 'container.inspect' }],
  ["docker inspect --format '{{json .State}}' web", { kind: 'container.health' }],
  ['docker container inspect web -f "{{.State.Health.Status}}"', { kind: 'container.health' }],
  ['docker logs --tail 5 web', { kind: 'container.logs', tail: 5, timestamps: false, errors_only: false }],
  [
    'docker container logs -n all --since=1h30m --until 5m web -t',
    {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 5400,
      until_seconds: 300,
      timestamps: true,
      errors_only: false,
    },
  ],
  ['docker stats --no-stream web', { kind: 'container.stats' }],
  ['docker top web', { kind: 'container.top' }],
  ['docker container port web', { kind: 'container.port' }],
  ['docker diff web', { kind: 'container.diff' }],
  ['docker wait web', { kind: 'container.wait' }],
  ['docker start web', { kind: 'container.start' }],
  ['docker stop -t 600 web', { kind: 'container.stop', timeout_seconds: 600 }],
  ['docker restart web --time=0', { kind: 'container.restart', timeout_seconds: 0 }],
  ['docker kill web', { kind: 'container.kill', signal: 'KILL' }],
  ['docker kill -s SIGHUP web', { kind: 'container.kill', signal: 'HUP' }],
  ['docker kill --signal 28 web', { kind: 'container.kill', signal: 'WINCH' }],
  [
    'docker update -m 6m --cpus 1.5 --pids-limit -1 --restart on-failure:3 web',
    {
      kind: 'container.update',
      memory_bytes: 6_291_456,
      cpus: 1.5,
      pids_limit: -1,
      restart_policy: 'on-failure:3',
    },
  ],
  ['docker container remove web', { kind: 'container.remove' }],
  [
    'docker network connect --alias a front --alias=b web',
    { kind: 'network.connect', network: 'front', aliases: ['a', 'b'] },
  ],
  ['docker network connect front web', { kind: 'network.connect', network: 'front', aliases: [] }],
  ['docker network disconnect front web', { kind: 'network.disconnect', network: 'front' }],
  ['docker images', { kind: 'image.list' }],
  ['docker history web', { kind: 'image.history' }],
  ['docker info', { kind: 'system.info' }],
  ['docker version', { kind: 'system.version' }],
  ['docker system df', { kind: 'system.df' }],
  ['docker events --until 0s --since 10m', { kind: 'system.events', since_seconds: 600, until_seconds: 0 }],
  ['docker node ls', { kind: 'node.list' }],
  ['docker service ps web', { kind: 'service.ps' }],
  ['docker service logs -n 7 web', { kind: 'service.logs', tail: 7, timestamps: false, errors_only: false }],
  ['docker service scale web=3', { kind: 'service.scale', replicas: 3 }],
  ['docker service update --force web', { kind: 'service.force-update' }],
  ['docker service update web --rollback', { kind: 'service.rollback' }],
  ['docker service rollback web', { kind: 'service.rollback' }],
  ['docker stack services web', { kind: 'stack.services' }],
  ['  docker   restart web\n', { kind: 'container.restart' }],
] as const)('%s', ([line, operation]) => {
  expect(recognise(line, 'web')).toEqual(operation)
})

test('an image may be named by a reference', () => {
  const reference = `registry:5000/shop/web:1.2@sha256:${'0'.repeat(64)}`
  expect(recognise(`docker image inspect ${reference}`, reference)).toEqual({ kind: 'image.inspect' })
  expect(recognise(`docker inspect ${reference}`, reference)).toBeNull()
})

test.for([
  ['nothing said', ''],
  ['another program', 'podman ps'],
  ['a name in front', 'sudo docker ps'],
  ['a global flag', 'docker -H tcp://1.2.3.4 ps'],
  ['another target', 'docker restart db'],
  ['a second target', 'docker restart web db'],
  ['no target', 'docker restart'],
  ['a fleet command with a name', 'docker ps web'],
  ['a flag that is never allowed', 'docker logs -f web'],
  ['a flag of another command', 'docker restart --tail 5 web'],
  ['a flag said twice', 'docker stop -t 5 -t 6 web'],
  ['an end of flags', 'docker restart -- web'],
  ['a second command', 'docker restart web; docker rm web'],
  ['a second line', 'docker restart web\ndocker rm web'],
  ['a quoted name', 'docker restart "web"'],
  ['an escaped letter', 'docker re\\start web'],
  ['a no-break space', 'docker\u00a0restart web'],
  ['a zero-width space', 'docker restart web\u200b'],
  ['a look-alike letter', 'docker r\u0435start web'],
  ['another case', 'docker RESTART web'],
  ['an octal number', 'docker stop -t 010 web'],
  ['a negative number', 'docker stop -t -1 web'],
  ['a number too large', 'docker stop -t 601 web'],
  ['no line at all', 'docker logs --tail 0 web'],
  ['a moment in 1970', 'docker logs --since 10 web'],
  ['a duration that is no whole second', 'docker logs --since 1500ms web'],
  ['an update of nothing', 'docker update web'],
  ['too little memory', 'docker update --memory 5m web'],
  ['a third decimal', 'docker update --cpus 1.555 web'],
  ['an unknown signal', 'docker kill -s STOP web'],
  ['a format of something else', "docker inspect -f '{{json .Config.Env}}' web"],
  ['events without an end', 'docker events --since 10m'],
  ['a window that ends before it begins', 'docker events --since 5m --until 10m'],
  ['a service update without a reason', 'docker service update web'],
  ['a service update for two reasons', 'docker service update --force --rollback web'],
  ['too many replicas', 'docker service scale web=1001'],
  ['two services to scale', 'docker service scale web=1 db=2'],
  ['a removal by force', 'docker rm -f web'],
  ['a program to run', 'docker exec web sh'],
] as const)('%s is nothing', ([, line]) => {
  expect(recognise(line, 'web')).toBeNull()
})
