import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { EngineName } from '@devops-ai/contract'
import { authority, type Certificate, newTlsEngine, type TlsEngine } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine } from './connect.ts'
import type { TlsMaterial } from './tls-files.ts'

let daemon: TlsEngine
let ours: Certificate
beforeAll(async () => {
  daemon = await newTlsEngine()
  ours = daemon.authority.issue({ name: 'gateway' })
})
afterAll(() => daemon.stop())

const stranger = authority('an authority that nobody knows')
const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000)
const expired = { from: daysAgo(10), until: daysAgo(1) }

const settings = {
  name: EngineName.parse('far'),
  readDeadlineMs: 10_000,
  changeDeadlineMs: 10_000,
  now: () => new Date(),
  learn: () => {},
  hear: () => {},
}
const connected = (tls: Partial<TlsMaterial> = {}): ConnectedEngine =>
  connectEngine({ ...settings, url: daemon.url, tls: { ca: daemon.authority.cert, ...ours, ...tls } })

/** The sentence of the first read that fails, or "an answer". */
async function firstWords(tls: Partial<TlsMaterial> = {}): Promise<string> {
  await using engine = connected(tls)
  return await engine.list().then(
    () => 'an answer',
    ({ message }: Error) => message,
  )
}

test('with the right certificates on both sides an engine is asked like any other', async () => {
  await using engine = connected()
  expect(await engine.list()).toEqual([])
  expect(engine.apiVersion()).toMatch(/^1\.\d+$/)
  expect(await engine.ping()).toBe(true)
})

test.for([
  [
    'an authority that did not sign the engine’s certificate',
    () => ({ ca: stranger.cert }),
    /not signed by the CA in ca_path, so it may be another engine/,
  ],
  [
    'a certificate of ours that the engine’s authority did not sign',
    () => stranger.issue({ name: 'gateway' }),
    /does not accept our certificate in cert_path; its CA .* must have signed it/,
  ],
  [
    'a certificate of ours that has expired',
    () => daemon.authority.issue({ name: 'gateway', ...expired }),
    /our certificate in cert_path, which has expired at 20/,
  ],
] as const)('%s is said', async ([, tls, words]) => {
  expect(await firstWords(tls())).toMatch(words)
})

test.for([
  [
    'has expired',
    () => daemon.authority.issue({ name: 'engine', hosts: [daemon.host], ...expired }),
    /its certificate or that of its CA has expired/,
  ],
  [
    'is for another host',
    () => daemon.authority.issue({ name: 'engine', hosts: ['198.51.100.1'] }),
    /for other names than the host of the url .*198\.51\.100\.1/,
  ],
  [
    'is of another authority',
    () => stranger.issue({ name: 'engine', hosts: [daemon.host] }),
    /not signed by the CA in ca_path/,
  ],
  ['is right again', () => daemon.authority.issue({ name: 'engine', hosts: [daemon.host] }), /an answer/],
] as const)('an engine whose certificate %s', async ([, certificate, words]) => {
  await daemon.show(certificate())
  expect(await firstWords()).toMatch(words)
})

test('no variable of the environment turns the checks off', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  try {
    expect(await firstWords({ ca: stranger.cert })).toMatch(/not signed by the CA/)
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
  }
})

test('an engine with TLS that is asked without it says so', async () => {
  const forward = createServer((socket) => {
    const far = connect(2376, daemon.host)
    socket.pipe(far).pipe(socket)
    for (const end of [socket, far]) end.on('error', () => [socket, far].forEach((both) => both.destroy()))
  }).listen(0, '127.0.0.1')
  await once(forward, 'listening')
  const address = forward.address()
  const port = address !== null && typeof address === 'object' ? address.port : expect.fail()
  await using engine = connectEngine({ ...settings, url: `http://127.0.0.1:${port}` })
  await expect(engine.list()).rejects.toThrow('Client sent an HTTP request to an HTTPS server')
  forward.close()
})
