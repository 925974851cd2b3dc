import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ExecuteRequest, ExecuteRequest as Request, verifyJournal } from '@devops-ai/contract'
import {
  dockerAt,
  importBusybox,
  recordEvents,
  removeLabelled,
  runContainer,
  testLabel,
  until,
} from '@devops-ai/testkit'
import { afterAll, expect, inject, test } from 'vitest'
import { fill, smallDisk, thinDisk } from '../../journal/src/testing/disks.ts'
import { journalFolder } from '../../journal/src/testing/entries.ts'
import { configured, started, tokens } from '../test/configured.ts'

const run = `journal-${process.pid}`
const label = `${testLabel}=${run}`
const api = dockerAt(inject('engineSocket'))
const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })

afterAll(async () => {
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

/** With a context that makes its entry larger than what is left of a block. */
const restart = (name: string): ExecuteRequest =>
  Request.parse({
    source_id: 'operator',
    request_id: randomUUID(),
    target_resource: { name },
    action_request: { intent: 'restart the service', context: 'words '.repeat(1_000) },
  })

const linesIn = async (dir: string): Promise<readonly string[]> => {
  const segments = (await readdir(dir)).filter((name) => name.endsWith('.ndjson')).toSorted()
  const texts = await Promise.all(segments.map((name) => readFile(join(dir, name), 'utf8')))
  return texts.join('').trimEnd().split('\n')
}

/** Where a journal lies, and what is done to it and undone. */
interface Place extends Disposable {
  readonly dir: string
  break(): void
  /** Null: the gateway does it alone. */
  readonly mend: (() => void) | null
}

function onSmallDisk(folder: string, harm: (dir: string) => void, mend: ((dir: string) => void) | null): Place {
  const dir = join(folder, 'small')
  mkdirSync(dir)
  const disk = smallDisk(dir, '512k')
  return {
    dir,
    break: () => harm(dir),
    mend: mend && (() => mend(dir)),
    [Symbol.dispose]: () => disk[Symbol.dispose](),
  }
}

function onThinDisk(folder: string): Place {
  const disk = thinDisk(folder)
  return { dir: disk.dir, break: disk.exhaust, mend: disk.replenish, [Symbol.dispose]: () => disk[Symbol.dispose]() }
}

const ballast = (dir: string): string => join(dir, 'ballast')
const removeAll = (dir: string, ending: string): void => {
  for (const name of readdirSync(dir)) if (name.endsWith(ending)) rmSync(join(dir, name), { recursive: true })
}
const fillUp = (dir: string): void => {
  for (const bytes of [4_096, 1]) fill(ballast(dir), bytes)
}

test.for([
  ['its disk is full', (folder: string) => onSmallDisk(folder, fillUp, (dir) => rmSync(ballast(dir))), /ENOSPC/],
  ['its device fails at fdatasync', onThinDisk, /ENOSPC/],
  [
    'its file was removed',
    (folder: string) => onSmallDisk(folder, (dir) => removeAll(dir, '.ndjson'), null),
    /was removed/,
  ],
  ['its folder was emptied', (folder: string) => onSmallDisk(folder, (dir) => removeAll(dir, ''), null), /was removed/],
] as const)(
  'nothing runs while %s; afterwards the same request runs once, without a restart',
  async ([, placed, reason]) => {
    const name = `${run}-${randomUUID().slice(0, 8)}`
    const labels = { [testLabel]: run, 'devops-ai.autonomy': 'auto' }
    const id = await runContainer(api, { name, image, cmd: ['sleep', '600'], labels, stopTimeout: 0 })
    using folder = journalFolder()
    using place = placed(folder.dir)
    await using configuration = await configured({
      engineUrl: `unix://${inject('engineSocket')}`,
      onlyLabel: label,
      set: { GATEWAY_JOURNAL_PATH: place.dir },
    })
    await using events = await recordEvents(api)
    await using gateway = await started(configuration)
    const health = async (headers: Record<string, string> = {}): Promise<unknown> => {
      const reply = await fetch(`${gateway.url}/health`, { headers })
      return { status: reply.status, body: await reply.json() }
    }
    await until(
      async () => {
        const reply = await gateway.operator.targets()
        return reply.kind === 'answer' && reply.body.targets.some((target) => target.name === name)
      },
      { what: `${name} to be known`, deadlineMs: 60_000 },
    )
    expect(await health()).toEqual({ status: 200, body: { status: 'success' } })

    place.break()
    const sent = restart(name)
    expect(await gateway.operator.execute(sent)).toMatchObject({
      kind: 'problem',
      status: 503,
      body: {
        code: 'journal_unavailable',
        detail: expect.stringMatching(reason),
      },
    })
    if (place.mend) {
      expect(await health()).toEqual({ status: 503, body: { status: 'failure' } })
      expect(await health({ authorization: `Bearer ${tokens.operator}` })).toMatchObject({
        status: 503,
        body: { journal: { writable: false }, detail: [expect.stringMatching(reason)] },
      })
      expect(await gateway.operator.execute(sent)).toMatchObject({ status: 503, body: { code: 'journal_unavailable' } })
    }
    expect(events.of(id, 'die')).toHaveLength(0)

    place.mend?.()
    await until(async () => (await fetch(`${gateway.url}/health`)).status === 200, {
      what: 'the journal to mend itself',
      deadlineMs: 60_000,
    })
    const answers = [await gateway.operator.execute(sent), await gateway.operator.execute(sent)]
    expect(answers[0]).toMatchObject({ body: { overall_status: 'success' } })
    expect(answers[1]).toEqual(answers[0])
    await events.waitFor(name, 'start', 60_000)
    expect(events.of(id, 'die')).toHaveLength(1)
    const lines = await linesIn(place.dir)
    expect(await verifyJournal(lines)).toMatchObject({ ok: true })
    expect(lines.filter((line) => line.includes(`"type":"intent","request_id":"${sent.request_id}"`))).toHaveLength(1)
    expect(lines.some((line) => line.includes('"type":"recovered"'))).toBe(true)
  },
)
