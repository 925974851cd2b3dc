import type { JournalBody } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ApprovalMemory, approvalMemory } from './approval-memory.ts'
import {
  approvalId,
  askedOf,
  begunOf,
  endedOf,
  journalFolder,
  open,
  outcomeOf,
  requestId,
  start,
} from './testing/entries.ts'

const at = start.toISOString()
const reference = { sequence: 0, hash: askedOf(0).request_hash }

/** What a question may be told: its number and the word. */
const anyWord = fc.tuple(fc.nat(5), fc.constantFrom('ask', 'begin', 'approved', 'rejected', 'expired', 'voided'))
function tell(memory: ApprovalMemory, [number, word]: readonly [number, string], asked: Set<number>): void {
  if (word === 'ask') {
    if (!asked.has(number)) memory.ask(askedOf(number), at, reference)
    asked.add(number)
  } else if (word === 'begin') memory.begin(approvalId(number), at)
  else memory.end(endedOf(number, endings[word] ?? expect.fail()), at)
}
const endings: Record<string, 'approved' | 'rejected' | 'expired' | 'voided'> = {
  ...{ approved: 'approved', rejected: 'rejected', expired: 'expired', voided: 'voided' },
}

test('the first end of a question counts; only what was given and has not begun may become void', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 40 }), (words) => {
      const memory = approvalMemory()
      const asked = new Set<number>()
      for (const word of words) {
        const before = memory.approval(approvalId(word[0]))
        tell(memory, word, asked)
        const after = memory.approval(approvalId(word[0]))
        if (!before?.ended) continue
        const isVoided = before.ended.verdict === 'approved' && !before.begun && word[1] === 'voided'
        expect(after?.ended?.verdict).toBe(isVoided ? 'voided' : before.ended.verdict)
        if (before.begun) expect(after).toEqual(before)
      }
    }),
  )
})

test('whatever is forgotten, nothing could follow upon it any more', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 40 }), fc.nat(3), (words, most) => {
      const memory = approvalMemory()
      const asked = new Set<number>()
      for (const word of words) {
        const open = memory.approvals().filter(isOpen)
        memory.forget(start.getTime(), most)
        expect(memory.approvals().filter(isOpen)).toEqual(open)
        expect(memory.approvals().length - open.length).toBeLessThanOrEqual(most)
        tell(memory, word, asked)
        for (const { asked: question } of memory.approvals())
          expect(memory.approvalOf(question.request_id)?.asked).toBe(question)
      }
    }),
  )
})
const isOpen = ({ ended, begun }: ReturnType<ApprovalMemory['approvals']>[number]): boolean =>
  !begun && (ended === null || ended.verdict === 'approved')

test('of ten thousand questions that ended the newest are kept, and all that wait', () => {
  const memory = approvalMemory()
  for (let number = 0; number < 10_000; number += 1) {
    memory.ask(askedOf(number), at, reference)
    if (number % 100 !== 0) memory.end(endedOf(number, number % 2 === 0 ? 'rejected' : 'expired'), at)
    memory.forget(start.getTime() - 1, 2_000)
  }
  expect(memory.approvals()).toHaveLength(2_100)
  expect(memory.approval(approvalId(0))).toMatchObject({ ended: null })
  expect(memory.approval(approvalId(1))).toBeNull()
  expect(memory.approvalOf(requestId(1))).toBeNull()
  expect(memory.approvals().at(0)?.asked.approval_id).toBe(approvalId(7_980))
})

test('questions, their ends and a freeze are found again after a restart, a day long', async () => {
  using folder = journalFolder()
  const bodies: readonly JournalBody[] = [
    ...[1, 2, 3, 4].map(askedOf),
    endedOf(2, 'rejected'),
    endedOf(3, 'approved'),
    endedOf(4, 'approved'),
    begunOf(4),
    outcomeOf(4),
    { type: 'frozen', by: askedOf(1).source_id, reason: 'the release' },
  ]
  {
    await using journal = await open(folder.dir)
    for (const body of bodies) await journal.append(body)
  }
  let now = start
  await using journal = await open(folder.dir, { now: () => now })
  const found = (number: number) => journal.approval(approvalId(number))
  expect(found(1)).toMatchObject({ ended: null, begun: false, asked: askedOf(1) })
  expect(found(2)).toMatchObject({ ended: { verdict: 'rejected', by: 'approver' } })
  expect(found(3)).toMatchObject({ ended: { verdict: 'approved' }, begun: false })
  expect(found(4)).toMatchObject({ ended: { verdict: 'approved' }, begun: true })
  expect(journal.frozen()).toEqual({ by: 'devops-ai-agent', reason: 'the release', since: at })
  now = new Date(start.getTime() + 24 * 3_600_000 + 1)
  await journal.append({ type: 'thawed', by: askedOf(1).source_id })
  expect([1, 2, 3, 4].map((number) => found(number) !== null)).toEqual([true, false, true, false])
  expect(journal.frozen()).toBeNull()
})
