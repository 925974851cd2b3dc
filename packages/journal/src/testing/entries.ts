import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ApprovalId,
  type ContainerBaseline,
  ContainerId,
  EngineName,
  type ExecuteAnswer,
  type JournalBody,
  RequestId,
  Sha256,
  SourceId,
  type Target,
  TargetName,
} from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import { type JournalSettings, openJournal } from '../journal.ts'
import type { Journal } from '../port.ts'

export const requestId = (number: number): RequestId => RequestId.parse(`request-${String(number).padStart(6, '0')}`)

export const targetOf = (name: string, digit = 'a'): Target => ({
  engine: EngineName.parse('local'),
  id: ContainerId.parse(digit.repeat(64)),
  name,
  service: name,
  image: `${name}:1`,
})

const restart = { kind: 'container.restart' }
const effects = {
  interrupts: true,
  last_healthy_replica: false,
  dependents: [],
  data_loss: false,
  reversible: true,
  protected: false,
}

export const intentOf = (number: number, target = targetOf('web')): JournalBody => ({
  type: 'intent',
  request_id: requestId(number),
  request_hash: Sha256.parse('1'.repeat(64)),
  source_id: SourceId.parse('devops-ai-agent'),
  intent: 'restart the service',
  context: 'Ein Kontext mit Umlauten: äöü €',
  command: `docker restart ${target.name}`,
  operation: restart,
  sentence: `Restart the container ${target.name}.`,
  steps: [{ operation: restart, target, network: null, before: running }],
  effects,
  undo: null,
  decision: { verdict: 'allow', policies: ['autonomy-auto'] },
  approval_id: null,
})

const running: ContainerBaseline = {
  object: 'container',
  status: 'running',
  health: 'unhealthy',
  started_at: '2026-01-01T00:00:00Z',
  finished_at: '0001-01-01T00:00:00Z',
  restart_count: 0,
  image_id: 'sha256:1',
  ...{ auto_remove: false, memory_bytes: 0, nano_cpus: 0, pids_limit: 0, restart_policy: 'no' },
  ...{ networks: [], configuration: null },
}

export const outcomeOf = (
  number: number,
  status: ExecuteAnswer['overall_status'] = 'success',
  target = targetOf('web'),
): JournalBody => ({
  type: 'outcome',
  request_id: requestId(number),
  inferred: false,
  detail: 'done',
  answer: {
    request_id: requestId(number),
    timestamp_processed_utc: '2026-01-01T00:00:00.000Z',
    overall_status: status,
    execution_details: {
      command: `docker restart ${target.name}`,
      operation: restart,
      sentence: `Restart the container ${target.name}.`,
      targets: [target],
      execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data: null, truncated: false },
      effects,
      undo: null,
    },
    decision: { verdict: 'allow', policies: ['autonomy-auto'] },
    execution_time_ms: 12,
    journal: null,
  },
})

type Of<T extends JournalBody['type']> = Extract<JournalBody, { type: T }>

export const approvalId = (number: number): ApprovalId => ApprovalId.parse(`approval-${number}`)

/** Question `number` to a person, by the request of that number. */
export const askedOf = (number: number): Of<'approval_requested'> => {
  const intent = intentOf(number)
  if (intent.type !== 'intent') throw new Error('an intent was made')
  return {
    ...intent,
    type: 'approval_requested',
    approval_id: approvalId(number),
    name: TargetName.parse('web'),
    engine: null,
    priority: 'HIGH',
    expires_at: '2026-01-01T00:30:00.000Z',
  }
}
export const endedOf = (number: number, verdict: Of<'approval_ended'>['verdict']): Of<'approval_ended'> => ({
  type: 'approval_ended',
  approval_id: approvalId(number),
  verdict,
  by: verdict === 'expired' ? null : SourceId.parse('approver'),
  detail: verdict,
})
/** The intent of what was approved as question `number`. */
export const begunOf = (number: number): JournalBody => ({
  ...intentOf(number),
  ...{ approval_id: approvalId(number) },
})

/** A folder for a journal that goes away with its scope. */
export function journalFolder(): Disposable & { readonly dir: string } {
  const dir = mkdtempSync(join(tmpdir(), 'journal-'))
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) }
}

export const start = new Date('2026-01-01T00:00:00.000Z')

/** Opens with a still clock, a log that collects, and no long pause between two attempts to mend. */
export const open = (dir: string, more: Partial<JournalSettings> & { readonly said?: string[] } = {}) => {
  const say = (message: string): void => {
    more.said?.push(message)
  }
  const retryMilliseconds = (): number => 5
  return openJournal({
    dir,
    now: () => start,
    version: '0.1.0',
    log: { warn: say, error: say },
    retryMilliseconds,
    ...more,
  })
}

export const segmentNames = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.ndjson'))
    .toSorted()

/** All whole lines of all segments. */
export const linesIn = (dir: string): readonly string[] =>
  segmentNames(dir).flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n').slice(0, -1))

/** The types of all entries in order. */
export const typesIn = (dir: string): readonly string[] =>
  linesIn(dir).map((line) => /"body":\{"type":"(\w+)"/.exec(line)?.[1] ?? line)

export const mended = (journal: Journal): Promise<boolean> =>
  until(() => journal.writable(), { what: 'the journal to take entries again', deadlineMs: 20_000, everyMs: 5 })
