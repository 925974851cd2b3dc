import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { verifyJournal } from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intentOf, journalFolder, linesIn, mended, open, requestId, segmentNames } from './testing/entries.ts'
import { type Fault, ShakyDisk } from './testing/shaky-disk.ts'
import { JournalInDoubt } from './unusable.ts'

type Step =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'fail'; readonly faults: readonly Fault[] }
  | { readonly do: 'wait'; readonly moments: number }
  | { readonly do: 'kill'; readonly moments: number }
  | { readonly do: keyof typeof harms }

/** What somebody else does to the folder; each may find that it is not there. */
const harms = {
  'remove a file': (dir: string) => rmSync(anySegment(dir), { force: true }),
  'remove the folder': (dir: string) => rmSync(dir, { recursive: true, force: true }),
  'rename the folder': (dir: string) => existsSync(dir) && renameSync(dir, join(dirname(dir), randomUUID())),
  'replace a file': (dir: string) => {
    if (!existsSync(dir)) return
    writeFileSync(join(dir, 'other'), 'not ours\n')
    renameSync(join(dir, 'other'), anySegment(dir))
  },
  'add to a file': (dir: string) => existsSync(anySegment(dir)) && appendFileSync(anySegment(dir), 'not ours\n'),
}
const anySegment = (dir: string): string =>
  join(dir, (existsSync(dir) && segmentNames(dir).at(-1)) || 'journal-000000000000.ndjson')

const anyFault = fc.constantFrom<Fault>('write', 'short', 'sync', 'truncate', 'folder', 'open')
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      faults: fc.array(anyFault, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), moments: fc.integer({ min: 1, max: 15 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), moments: fc.integer({ min: 0, max: 12 }) }) },
)

const anyHarm: fc.Arbitrary<Step> = fc
  .constantFrom(...(Object.keys(harms) as (keyof typeof harms)[]))
  .map((harm) => ({ do: harm }))

/** Numbers from 0 up to 1 that follow from a seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Told {
  readonly acknowledged: number[]
  readonly refused: number[]
}

const numbersIn = (dir: string): readonly number[] =>
  linesIn(dir).flatMap((line) => {
    const number = /"type":"intent","request_id":"request-(\d+)"/.exec(line)?.[1]
    return number === undefined ? [] : [Number(number)]
  })

/** The folder, opened by the next gateway: whole, with all that was acknowledged, once and in order, and nothing refused. */
async function expectHonest(dir: string, { acknowledged, refused }: Told): Promise<void> {
  await using journal = await open(dir)
  expect(await verifyJournal(linesIn(dir))).toMatchObject({ ok: true })
  const found = numbersIn(dir)
  expect(found.filter((number) => acknowledged.includes(number))).toEqual(acknowledged)
  expect(found.filter((number) => refused.includes(number))).toEqual([])
  const inFlight = journal.inFlight().map(({ intent }) => intent.request_id)
  expect(inFlight).toEqual(found.map(requestId))
}

/** Plays the steps and tells what everybody was told; in the end the disk is well and nobody waits any more. */
async function play(dir: string, disk: ShakyDisk, steps: readonly Step[], told: Told): Promise<void> {
  const begin = () => open(dir, { disk, segmentBytes: 6_000, retryMilliseconds: () => 0 })
  let journal = await begin()
  let waiting: Promise<unknown>[] = []
  let life = { waitingFor: 0 }
  let next = 0
  const append = (): void => {
    const number = (next += 1)
    const own = life
    own.waitingFor += 1
    waiting.push(
      journal
        .append(intentOf(number))
        .then(
          () => told.acknowledged.push(number),
          (error: unknown) => error instanceof JournalInDoubt || told.refused.push(number),
        )
        .finally(() => (own.waitingFor -= 1)),
    )
  }
  /** Some moments of the disk, or until it has nothing to do. */
  const passing = async (moments: number): Promise<void> => {
    const until = disk.moments + moments
    while (disk.moments < until && !(life.waitingFor === 0 && journal.writable())) await turn()
  }
  for (const step of steps) {
    if (step.do === 'append') for (let count = 0; count < step.count; count += 1) append()
    if (step.do === 'fail') disk.faults.push(...step.faults)
    if (step.do === 'wait') await passing(step.moments)
    if (step.do in harms) harms[step.do as keyof typeof harms](dir)
    if (step.do === 'kill') {
      disk.livesFor = step.moments
      await passing(step.moments + 1)
      disk.isDead = true
      await journal[Symbol.asyncDispose]()
      disk.isDead = false
      disk.livesFor = null
      disk.faults.length = 0
      waiting = []
      life = { waitingFor: 0 }
      journal = await begin()
    }
  }
  disk.faults.length = 0
  await Promise.all(waiting)
  // The append or the look may be the one that finds out what was done.
  const isMended = async (): Promise<boolean> => {
    append()
    await Promise.all(waiting)
    return told.acknowledged.includes(next) && journal.writable()
  }
  await until(isMended, { what: 'the journal to be mended', deadlineMs: 10_000, everyMs: 1 })
  await journal[Symbol.asyncDispose]()
}

test(
  'whatever fails and whenever the power is cut, what was acknowledged is there and what was refused is not',
  { timeout: 300_000 },
  async () => {
    const law = fc.asyncProperty(
      fc.array(anyStep, { minLength: 3, maxLength: 14 }),
      fc.integer(),
      fc.integer({ min: 3, max: 40 }),
      async (steps, seed, every) => {
        using folder = journalFolder()
        const dir = join(folder.dir, 'journal')
        mkdirSync(dir)
        const disk = new ShakyDisk(dir, chanceOf(seed))
        const told: Told = { acknowledged: [], refused: [] }
        const cuts: { readonly left: string; readonly told: Told }[] = []
        let moments = 0
        disk.watch = () => {
          moments += 1
          if (moments % every !== 0 || cuts.length > 10) return
          const left = join(folder.dir, `cut-${moments}`)
          disk.leave(left)
          cuts.push({ left, told: { acknowledged: [...told.acknowledged], refused: [...told.refused] } })
        }
        await play(dir, disk, steps, told)
        for (const cut of cuts) await expectHonest(cut.left, cut.told)
        await expectHonest(dir, told)
      },
    )
    await fc.assert(law, { numRuns: 60 })
  },
)

test(
  'whatever is done to its folder while the disk fails, everything acknowledged is put back',
  { timeout: 300_000 },
  async () => {
    const law = fc.asyncProperty(
      fc.array(fc.oneof(anyStep, anyHarm), { minLength: 3, maxLength: 14 }),
      fc.integer(),
      async (steps, seed) => {
        using folder = journalFolder()
        const dir = join(folder.dir, 'journal')
        mkdirSync(dir)
        const told: Told = { acknowledged: [], refused: [] }
        // What a kill loses together with the name is lost: here nobody is killed.
        await play(
          dir,
          new ShakyDisk(dir, chanceOf(seed)),
          steps.filter((step) => step.do !== 'kill'),
          told,
        )
        await expectHonest(dir, told)
      },
    )
    await fc.assert(law, { numRuns: 60 })
  },
)

test('lines that a failed fdatasync left in the memory of the kernel alone are written again by the next start', async () => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'journal')
  mkdirSync(dir)
  // Nothing of what is lost reaches the platter, though the file grows.
  const disk = new ShakyDisk(dir, () => 0.99)
  {
    await using journal = await open(dir, { disk })
    disk.faults.push('sync')
    disk.watch = () => void (disk.isDead = disk.faults.length === 0)
    void journal.append(intentOf(1)).catch(() => {})
    await until(() => disk.isDead, { what: 'the end of the process', deadlineMs: 5_000, everyMs: 1 })
  }
  disk.watch = () => {}
  disk.isDead = false
  await using journal = await open(dir, { disk })
  expect(numbersIn(dir)).toEqual([1])
  await journal.append(intentOf(2))
  disk.leave(join(folder.dir, 'left'))
  await expectHonest(join(folder.dir, 'left'), { acknowledged: [1, 2], refused: [] })
})

test('who cannot wait until it is certain is told that the entry is in doubt; it is void when the disk is well', async () => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'journal')
  mkdirSync(dir)
  const disk = new ShakyDisk(dir, () => 0.5)
  await using journal = await open(dir, { disk, patienceMilliseconds: 20 })
  disk.faults.push('sync')
  disk.watch = () => void (disk.isDead = disk.faults.length === 0)
  await expect(journal.append(intentOf(1))).rejects.toThrow(JournalInDoubt)
  await expect(journal.append(intentOf(2))).rejects.toThrow(/cannot be written/)
  disk.watch = () => {}
  disk.isDead = false
  await mended(journal)
  await journal.append(intentOf(3))
  expect(numbersIn(dir)).toEqual([3])
})
