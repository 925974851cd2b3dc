import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@devops-ai/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { incidentsCommand } from './incidents.ts'
import { typed } from './testing/terminal.ts'

const good = {
  DEVOPS_AI_AGENT_URL: 'http://127.0.0.1:1',
  DEVOPS_AI_GATEWAY_URL: 'http://127.0.0.1:2',
  DEVOPS_AI_TOKEN: 'x',
  DEVOPS_AI_JOURNAL_PATH: '/nowhere',
}

async function folderWith(settings: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-connection-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(join(dir, 'cli.env'), lines.join(''))
  return dir
}

test('without cli.env the sentence says what to run, and every missing name', async () => {
  const complaint = typed(incidentsCommand, [], { cwd: '/nowhere' })
  await expect(complaint).rejects.toThrow(
    /^\/nowhere\/cli\.env does not say where the services are \(run `devops-ai init`/,
  )
  await expect(complaint).rejects.toThrow(/AGENT_URL[^]*GATEWAY_URL[^]*TOKEN[^]*JOURNAL_PATH/)
})

test('an address that is none is named', async () => {
  const cwd = await folderWith({ ...good, DEVOPS_AI_AGENT_URL: 'file:///etc/passwd' })
  await expect(typed(incidentsCommand, [], { cwd })).rejects.toThrow('DEVOPS_AI_AGENT_URL')
})

test('a dead agent is a sentence, and the real environment wins over the file', async () => {
  const cwd = await folderWith(good)
  const DEVOPS_AI_AGENT_URL = `http://127.0.0.1:${await freePort()}`
  await expect(typed(incidentsCommand, [], { cwd, environment: { DEVOPS_AI_AGENT_URL } })).rejects.toThrow(
    `the agent does not answer at ${DEVOPS_AI_AGENT_URL} (is it running? \`./dev up\`)`,
  )
})
