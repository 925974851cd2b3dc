import { expect, test } from 'vitest'
import { parseEngineUrl } from './address.ts'

test.for([
  ['a unix socket', 'unix:///var/run/docker.sock', { origin: 'http://engine', socketPath: '/var/run/docker.sock' }],
  ['a proxy on this machine', 'http://127.0.0.1:2375', { origin: 'http://127.0.0.1:2375', socketPath: null }],
  ['a proxy on this machine by IPv6', 'http://[::1]:2375/', { origin: 'http://[::1]:2375', socketPath: null }],
] as const)('%s is an address', ([, url, address]) => {
  expect(parseEngineUrl(url)).toEqual({ ok: true, address })
})

test.for([
  ['plain HTTP to another machine', 'http://10.0.0.1:2375'],
  ['a host that only begins like this machine', 'http://127.0.0.1.example.org:2375'],
  ['a relative socket', 'unix://docker.sock'],
  ['a socket path longer than the kernel takes', `unix:///${'x'.repeat(120)}`],
  ['a port that is none', 'http://127.0.0.1:99999'],
  ['TLS, which comes with its own issue', 'tcp://127.0.0.1:2376'],
  ['nothing', ''],
] as const)('%s is refused with a sentence', ([, url]) => {
  const parsed = parseEngineUrl(url)
  expect(parsed.ok ? '' : parsed.problem).toMatch(/expected|longer than/)
})
