import { LoggedEvent, type IncidentEvent, type OperationOutcome, type Plan } from '@devops-ai/contract'
import { styleText } from 'node:util'
import { plain } from './plain.ts'

type Events = { [E in IncidentEvent as E['type']]: E }
type Teller<E extends IncidentEvent> = (event: E) => readonly string[]
type Tellers = { readonly [T in keyof Events]: Teller<Events[T]> }

const bold = (text: string): string => styleText('bold', text)

const planned = (plan: Plan): string => {
  switch (plan.action) {
    case 'change':
      return `plan: ask "${plan.intent}" (${plan.reason}); it holds when ${plan.postcondition.sentence}`
    case 'wait':
      return `plan: wait for ${plan.for}`
    case 'nothing':
      return `plan: change nothing (${plan.reason})`
    case 'escalate':
      return `plan: ask a person (${plan.reason})`
  }
}

const outcome = (result: OperationOutcome): readonly string[] => {
  if (result.outcome !== 'succeeded' && result.outcome !== 'failed')
    return [`${bold(result.outcome.replaceAll('_', ' '))}: ${'detail' in result ? result.detail : result.approval_id}`]
  const { execution_details: details, decision, journal } = result.answer
  return [
    `${bold(result.outcome)}: ${styleText('cyan', details.command)}`,
    `allowed by policy ${decision.policies.join(', ')}; journal entry ${journal?.sequence ?? 'none'}`,
    `effects: ${effects(details.effects)}; undo: ${details.undo?.command ?? 'none'}`,
  ]
}

const effects = (facts: { interrupts: boolean; data_loss: boolean; dependents: readonly string[] } | null): string =>
  facts === null
    ? 'none'
    : [
        facts.interrupts ? 'interrupts the service' : 'interrupts nothing',
        facts.data_loss ? 'loses data' : 'loses no data',
        facts.dependents.length > 0 ? `felt by ${facts.dependents.join(', ')}` : 'felt by no other',
      ].join(', ')

const byWhom = ({ by, detail }: { readonly by: string | null; readonly detail: string }): string =>
  `${by === null ? '' : ` by ${by}`}${detail === '' ? '' : `: ${detail}`}`
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`)

/** How each event is told; every event type has its row. */
const tellers: Tellers = {
  opened: ({ target, name }) => [
    `incident on ${target ? `${target.name} (${target.image})` : `"${name}", which is not known`}`,
  ],
  alert_received: ({ alert }) => [
    `${bold('alert')} ${alert.name} (${alert.severity}) from ${alert.sender}: ${alert.summary}`,
  ],
  alert_repeated: ({ alert }) => [`alert ${alert.name} repeated by ${alert.sender}`],
  alert_resolved: ({ alert }) => [`${alert.sender} says that ${alert.name} is resolved`],
  investigation_started: ({ reason }) => [`looking: ${reason}`],
  evidence_gathered: ({ evidence }) => evidence.map((item) => `${bold(item.number)} ${item.sentence}`),
  diagnosed: ({ diagnosis, plan }) => [
    `${bold('diagnosis')} ${diagnosis.cause.replaceAll('_', ' ')}: ${diagnosis.sentence} [${diagnosis.citations.join(', ')}]`,
    planned(plan),
  ],
  dependency_suspected: ({ name, reason }) => [`${name} is looked at, too: ${reason}`],
  grouped: ({ root_name, size, reason }) => [`${bold('group')} of ${size}, suspected root ${root_name}: ${reason}`],
  mass_exit: ({ reason }) => [`${bold('mass exit')}: ${reason}; they are looked at before anything is done`],
  members_seen: ({ back, removed, missing }) => [
    `${back} are back${removed === 0 ? '' : `, ${removed} removed`}${missing.length === 0 ? '' : `; missing: ${missing.map(({ name, state }) => `${name} (${state})`).join(', ')}`}`,
  ],
  analysis_failed: ({ detail }) => [`the analysis failed: ${detail}`],
  operation_requested: ({ request_id }) => [`asking the gateway, request ${request_id}`],
  operation_answered: ({ result }) => outcome(result),
  approval_awaited: ({ approval_id, until }) => [
    `${bold('a person is asked')} until ${until}: devops-ai approve ${approval_id}`,
  ],
  approval_granted: (end) => [`approved${byWhom(end)}`],
  approval_rejected: (end) => [`${bold('rejected')}${byWhom(end)}`],
  approval_expired: ({ detail }) => [`the approval expired: ${detail}`],
  approval_voided: ({ detail }) => [`the approval is void: ${detail}`],
  verified: ({ verdict, sentence }) => [`${bold('verification')} ${verdict.replaceAll('_', ' ')}: ${sentence}`],
  undo_requested: ({ request_id, sentence }) => [`taking it back: ${sentence} Request ${request_id}`],
  undo_verified: ({ verdict, sentence }) => [`${bold('the undo')} ${verdict.replaceAll('_', ' ')}: ${sentence}`],
  seen_well: ({ sentence }) => [`seen by itself: ${sentence}`],
  target_gone: ({ sentence }) => [`seen by itself: ${sentence}`],
  waiting: ({ for: what, until, reason }) => [`waiting for ${what} until ${until}: ${reason}`],
  held: ({ for: what, until, reason }) => [
    `${bold('held')}: waiting for ${what}${until === null ? '' : ` until ${until}`}: ${reason}`,
  ],
  noted: ({ sentence }) => [sentence],
  timer_due: () => [],
  escalated: ({ reason, suggestion }) => [
    `${bold('a person is needed')}: ${reason}`,
    ...(suggestion === null ? [] : [`suggestion: ${suggestion}`]),
  ],
  notified: ({ channel, delivered, detail }) => [`told by ${channel}${delivered ? '' : `, not delivered: ${detail}`}`],
  speaker_lost: ({ reason }) => [reason],
  clock_set_back: ({ milliseconds }) => [`the clock was set back by ${Math.round(milliseconds / 1_000)} s`],
  resolved: ({ sentence }) => [`${styleText('green', 'resolved')}: ${sentence}`],
  no_action: ({ reason }) => [`no action: ${reason}`],
  closed: ({ by, reason }) => [`closed by ${by}${because(reason)}`],
  acknowledged: ({ by, reason }) => [`${by} has it in hand${because(reason)}`],
  retried: ({ by, reason }) => [`${by} asks for one more try${because(reason)}`],
}

const tell = <T extends keyof Events>(event: Events[T] & { readonly type: T }): readonly string[] => {
  const teller: Teller<Events[T]> = tellers[event.type]
  return teller(event)
}

const withPlainText = (logged: LoggedEvent): LoggedEvent =>
  LoggedEvent.parse(
    JSON.parse(JSON.stringify(logged), (_, value: unknown) => (typeof value === 'string' ? plain(value) : value)),
  )

/** The lines that tell one event: for the terminal, time first. What others wrote can neither add a line nor a colour. */
export function storyLine(logged: LoggedEvent): readonly string[] {
  const { at, event } = withPlainText(logged)
  return tell(event).map((line) => `${styleText('gray', at.slice(11, 23))}  ${line}`)
}
