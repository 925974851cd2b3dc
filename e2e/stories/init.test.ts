import { forgetDatabase, freePort, mains, startService, startProcess, testLabel } from '@devops-ai/testkit'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, expect, onTestFinished, test } from 'vitest'

type Service = 'gateway' | 'agent'
type Settings = Readonly<Record<string, string>>

/** What a person has after `devops-ai init` with addresses that are free here, and nothing set beside. */
async function initialised() {
  const parent = await mkdtemp(join(tmpdir(), 'devops-ai-init-'))
  const dir = join(parent, 'configuration')
  onTestFinished(async () => {
    await forgetDatabase(dir)
    await rm(parent, { recursive: true, force: true })
  })
  const listens = { gateway: `127.0.0.1:${await freePort()}`, agent: `127.0.0.1:${await freePort()}` }
  const args = ['--dir', dir, '--engine', `unix://${inject('engineSocket')}`]
  const label = `${testLabel}=${randomBytes(4).toString('hex')}`
  const cli = (...typed: readonly string[]) => output([mains.cli, ...typed], { DEVOPS_AI_DIR: dir })
  const init = await cli(
    'init',
    ...args,
    ...['--only-label', label, '--gateway-listen', listens.gateway, '--agent-listen', listens.agent],
  )
  expect(init.code).toBe(0)
  return { dir, listens, cli }
}

/** A program of ours to its end: its exit code and what it said. */
async function output(args: readonly string[], env: Settings = {}, command = process.execPath) {
  await using running = await startProcess({ name: args.join(' '), command, args, env })
  const { code } = await running.exited
  const said = (stream: string) => running.lines.filter((line) => line.stream === stream).map(({ text }) => text)
  return { code, stdout: said('stdout'), stderr: said('stderr') }
}

const starting = (service: Service, dir: string, env: Settings = {}) =>
  startService(service, mains[service], { args: ['--env', join(dir, `${service}.env`)], cwd: dir, env })

/** Starts a service until it is ready; it ends with the test, before its folder goes. */
async function started(service: Service, dir: string, env: Settings = {}): Promise<string> {
  const running = await starting(service, dir, env)
  onTestFinished(async () => {
    expect(await running.stop(20_000)).toEqual({ code: 0, signal: null })
  })
  return running.waitForLine(/ ready on http:/, 60_000)
}

/** How a service that cannot start ends. */
async function refused(service: Service, dir: string, env: Settings = {}) {
  await using running = await starting(service, dir, env)
  const { code } = await running.exited
  return { code, stderr: running.lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text) }
}

async function edit(dir: string, service: Service, change: (text: string) => string): Promise<void> {
  const path = join(dir, `${service}.env`)
  await writeFile(path, change(await readFile(path, 'utf8')))
}

const status = async (listen: string): Promise<unknown> => (await fetch(`http://${listen}/health`)).json()

test('both services start from exactly what init writes, and the person is connected to both', async () => {
  const { dir, listens, cli } = await initialised()
  expect(await started('gateway', dir)).toBe(`gateway ready on http://${listens.gateway}`)
  expect(await started('agent', dir)).toBe(`agent ready on http://${listens.agent}`)
  expect([await status(listens.gateway), await status(listens.agent)]).toEqual([
    { status: 'success' },
    { status: 'success' },
  ])
  expect(await cli('incidents')).toMatchObject({
    code: 0,
    stdout: [expect.stringMatching(/^No incidents/)],
    stderr: [],
  })
  expect(await cli('journal', 'verify')).toMatchObject({ code: 0, stdout: [expect.stringMatching(/^verified: \d+/)] })
})

test('a second init on the same folder says what is there, and changes nothing', async () => {
  const { dir, cli } = await initialised()
  const before = await readFile(join(dir, 'agent.env'), 'utf8')
  expect(await cli('init', '--dir', dir)).toMatchObject({
    code: 1,
    stdout: [],
    stderr: [expect.stringContaining('agent.env')],
  })
  expect(await readFile(join(dir, 'agent.env'), 'utf8')).toBe(before)
})

test.for([
  ['gateway', 'GATEWAY_RATE_PER_MINUTE', 'GATEWAY_RECONCILE_SECONDS', 'GATEWAY_RECONCILE_SECOND'],
  ['agent', 'AGENT_VERIFY_SECONDS', 'AGENT_RECHECK_SECONDS', 'AI_COMMAND_GATEWAY_TOKN'],
] as const)(
  'the %s names a missing setting, a bad one and an unknown one at once',
  async ([service, gone, bad, unknown]) => {
    const { dir } = await initialised()
    await edit(dir, service, (text) =>
      text
        .replace(new RegExp(`^${gone}=.*$`, 'm'), '')
        .replace(new RegExp(`^${bad}=.*$`, 'm'), `${bad}=soon\n${unknown}=1`),
    )
    const { code, stderr } = await refused(service, dir)
    expect(code).toBe(1)
    const said = stderr.join('\n')
    expect(said).toContain(`${gone} is not set`)
    expect(said).toContain(`${bad}: expected whole seconds above 0, got "soon"`)
    expect(said).toContain(`${unknown} is not a setting`)
  },
)

test('without a gateway the agent says so in one sentence and ends', async () => {
  const { dir, listens } = await initialised()
  const { code, stderr } = await refused('agent', dir)
  expect(code).toBe(1)
  expect(stderr).toEqual([expect.stringContaining(`The gateway at http://${listens.gateway} is not ready: `)])
})

test('with a gateway that is not well the agent says so in one sentence and ends', async () => {
  const { dir } = await initialised()
  const ill = createServer((_, response) => response.writeHead(200).end('{"status":"failure"}')).listen(0, '127.0.0.1')
  await once(ill, 'listening')
  onTestFinished(() => void ill.close())
  const address = ill.address()
  const port = typeof address === 'object' ? address?.port : null
  const { code, stderr } = await refused('agent', dir, { AI_COMMAND_GATEWAY_URL: `http://127.0.0.1:${port}` })
  expect(code).toBe(1)
  expect(stderr).toEqual([expect.stringMatching(/is not ready: it says failure, expected success$/)])
})

test('the token of the agent must be its own: a wrong one and that of another are said', async () => {
  const { dir } = await initialised()
  await started('gateway', dir)
  const wrong = await refused('agent', dir, { AI_COMMAND_GATEWAY_TOKEN: 'wrong' })
  expect(wrong).toEqual({ code: 1, stderr: [expect.stringContaining('does not take AI_COMMAND_GATEWAY_TOKEN')] })
  const [, operator = ''] = /^DEVOPS_AI_TOKEN=(.*)$/m.exec(await readFile(join(dir, 'cli.env'), 'utf8')) ?? []
  const anothers = await refused('agent', dir, { AI_COMMAND_GATEWAY_TOKEN: operator })
  expect(anothers).toEqual({
    code: 1,
    stderr: [expect.stringContaining('belongs to "operator", expected "devops-ai-agent"')],
  })
  expect([...wrong.stderr, ...anothers.stderr].join()).not.toContain(operator)
})

test('the real environment wins over the file, and a secret may lie in a file of its own', async () => {
  const { dir, listens } = await initialised()
  const elsewhere = `127.0.0.1:${await freePort()}`
  expect(await started('gateway', dir, { GATEWAY_LISTEN: elsewhere })).toBe(`gateway ready on http://${elsewhere}`)
  const secret = join(dir, 'token')
  const [line = '', token = ''] =
    /^AI_COMMAND_GATEWAY_TOKEN=(.*)$/m.exec(await readFile(join(dir, 'agent.env'), 'utf8')) ?? []
  await writeFile(secret, `${token}\n`, { mode: 0o600 })
  await edit(dir, 'agent', (text) => text.replace(line, `AI_COMMAND_GATEWAY_TOKEN_FILE=${secret}`))
  const ready = await started('agent', dir, { AI_COMMAND_GATEWAY_URL: `http://${elsewhere}` })
  expect(ready).toBe(`agent ready on http://${listens.agent}`)
})

test('a secret in both places is a mistake that is said', async () => {
  const { dir } = await initialised()
  const { code, stderr } = await refused('gateway', dir, { GATEWAY_WATCH_TOKEN_FILE: '/nowhere' })
  expect([code, stderr.join()]).toEqual([1, expect.stringContaining('are both set: expected one of them')])
})

test('words are interpreted over standard input, with neither engine nor configuration', async () => {
  const lines = [
    '{"intent":"restart the service","target":"web"}',
    '{"intent":"do not restart it","target":"web"}',
    'restart web',
  ]
  const script = `printf '%s\\n' "$@" | "${process.execPath}" "${mains.cli}" interpret`
  const { code, stdout } = await output(['-c', script, 'sh', ...lines], {}, 'sh')
  expect(code).toBe(0)
  expect(stdout.map((line): unknown => JSON.parse(line))).toEqual([
    { kind: 'container.restart', command: 'docker restart web' },
    { refusal: expect.any(String), nearest: expect.any(Array) },
    { refusal: expect.stringContaining('not JSON'), nearest: [] },
  ])
})
