import { expect, test } from 'vitest'
import { parseEngineUrl } from './address.ts'

test.for([
  ['a unix socket', 'unix:///var/run/docker.sock', false, 'http://engine', '/var/run/docker.sock'],
  ['a rootless socket', 'unix:///run/user/1000/docker.sock', false, 'http://engine', '/run/user/1000/docker.sock'],
  ['a proxy on this machine', 'http://127.0.0.1:2375', false, 'http://127.0.0.1:2375', null],
  ['a proxy on this machine as docker writes it', 'tcp://localhost:2375', false, 'http://localhost:2375', null],
  ['a proxy on this machine by IPv6', 'http://[::1]:2375/', false, 'http://[::1]:2375', null],
  ['another machine with TLS', 'tcp://docker-2.example.org:2376', true, 'https://docker-2.example.org:2376', null],
  ['another machine by IPv6 with TLS', 'tcp://[fd00::2]:2376', true, 'https://[fd00::2]:2376', null],
  ['this machine with TLS', 'tcp://127.0.0.1:2376', true, 'https://127.0.0.1:2376', null],
] as const)('%s is an address', ([, url, hasTls, origin, socketPath]) => {
  expect(parseEngineUrl(url, hasTls)).toEqual({ ok: true, address: { origin, socketPath } })
})

test.for([
  ['plain HTTP to another machine', 'http://10.0.0.1:2375', false, /without TLS.*expected tcp:\/\/.*"ca_path"/],
  ['tcp to another machine without TLS', 'tcp://10.0.0.1:2376', false, /without TLS.*"key_path"/],
  ['a host that only begins like this machine', 'http://127.0.0.1.example.org:2375', false, /without TLS/],
  ['https, which says nothing of certificates', 'https://10.0.0.1:2376', true, /expected tcp:\/\//],
  ['TLS for a unix socket', 'unix:///var/run/docker.sock', true, /tcp:\/\/host:port alone/],
  ['TLS for plain HTTP', 'http://127.0.0.1:2375', true, /tcp:\/\/host:port alone/],
  ['a relative socket', 'unix://docker.sock', false, /expected unix:\/\/\/path/],
  ['a socket path longer than the kernel takes', `unix:///${'x'.repeat(120)}`, false, /longer than 107 bytes/],
  ['a port that is none', 'tcp://127.0.0.1:99999', true, /expected/],
  ['a name before the host', 'tcp://me@10.0.0.1:2376', true, /expected/],
  ['a path behind the port', 'tcp://10.0.0.1:2376/engine', true, /expected/],
  ['ssh', 'ssh://host', false, /expected/],
  ['nothing', '', false, /expected/],
] as const)('%s is refused with a sentence', ([, url, hasTls, words]) => {
  const parsed = parseEngineUrl(url, hasTls)
  expect(parsed.ok ? '' : parsed.problem).toMatch(words)
})
