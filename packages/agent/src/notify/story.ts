import type { Companion, EscalationMessage } from '@devops-ai/contract'
import { oneLine } from '../intake/text.ts'
import { costText } from './told.ts'

/** No line of a message is longer, whoever wrote what is in it. */
const mostCharacters = 2_100

/** A message as lines of plain text. What others wrote never begins a line of its own. */
export function storyOf(message: Omit<EscalationMessage, 'text'>): readonly string[] {
  const { title, reason, repeat, incident, group, suggestion, diagnosis, evidence, operations, verification, cost } =
    message
  return [
    title,
    ...(title.includes(reason) ? [] : [`Why: ${reason}`]),
    ...(repeat === 0 ? [] : [`Told again, for the ${ordinal(repeat)} time: nobody has acknowledged it.`]),
    `Alert: ${incident.title} (${incident.severity})`,
    ...(group.length === 0 ? [] : [`In its group: ${group.map(companion).join(', ')}`]),
    ...(diagnosis === null ? [] : [`Diagnosis: ${diagnosis}`]),
    ...(evidence.length === 0 ? [] : ['Evidence:']),
    ...evidence.map(({ number, sentence }) => `  ${number} ${sentence}`),
    ...operations.flatMap(operationLines),
    ...(verification === null
      ? []
      : [`Verification: ${verification.verdict.replaceAll('_', ' ')}, ${verification.sentence}`]),
    ...(suggestion === null ? [] : [`Suggested: ${suggestion}`]),
    `Cost: ${costText(cost)}`,
    ...(message.waiting_for === null ? [] : [`Waits for: ${message.waiting_for}`]),
    ...(message.acknowledge === null ? [] : [`To stop these messages: ${message.acknowledge}`]),
    `The whole story: devops-ai report ${message.thread}`,
  ].map((line) => (line.startsWith('  ') ? `  ${oneLine(line, mostCharacters)}` : oneLine(line, mostCharacters)))
}

const companion = ({ name, phase }: Companion): string => `${name} (${phase.replaceAll('_', ' ')})`

const operationLines = ({
  intent,
  command,
  result,
  undo,
  policies,
  journal,
}: EscalationMessage['operations'][number]) => [
  `Asked: "${intent}"${command === null ? '' : `, which is: ${command}`}`,
  `  Result: ${result}`,
  `  Undo: ${undo ?? 'none'}`,
  ...(policies.length === 0 ? [] : [`  Policy: ${policies.join(', ')}`]),
  ...(journal === null ? [] : [`  Journal: entry ${journal.sequence}, ${journal.hash.slice(0, 12)}`]),
]

const ordinal = (count: number): string => (count === 1 ? 'first' : count === 2 ? 'second' : `${count}th`)
