import { type ApprovalAnswer, ApprovalId, type ApprovalVerdict } from '@devops-ai/contract'
import { Command } from 'commander'
import { approvalLines } from './approvals.ts'
import { answered, connection, gatewayOf } from './connection.ts'
import { plain } from './plain.ts'
import { Complaint, type Terminal } from './terminal.ts'

/** What was approved runs before it is answered, and a service is restarted replica after replica. */
const runsWithinMs = 900_000

interface Options {
  readonly reason?: string
  readonly json?: boolean
}

export const approveCommand = (terminal: Terminal): Command =>
  verdictCommand(terminal, 'approve', 'approve what waits for a person, which runs it once')

export const rejectCommand = (terminal: Terminal): Command =>
  verdictCommand(terminal, 'reject', 'reject what waits for a person')

const verdictCommand = (terminal: Terminal, verdict: ApprovalVerdict['verdict'], description: string): Command =>
  new Command(verdict)
    .description(description)
    .argument('<id>', 'as printed by `devops-ai approvals`')
    .option('--reason <words>', 'for the record')
    .option('--json', 'the answer as JSON')
    .action(async (given: string, { reason, json }: Options) => {
      const id = ApprovalId.safeParse(given)
      if (!id.success)
        throw new Complaint(`"${given}" is no approval, expected an id as \`devops-ai approvals\` prints it`)
      const gateway = gatewayOf(connection(terminal), runsWithinMs)
      const answer = await answered(gateway.decide(id.data, { verdict, ...(reason !== undefined && { reason }) }))
      for (const line of json ? [JSON.stringify(answer)] : answerLines(answer)) terminal.out(line)
      if (answer.answer && answer.answer.overall_status !== 'success')
        throw new Complaint(`it was approved, and its outcome is ${answer.answer.overall_status}`)
    })

/** What was decided, and what came of it. */
function answerLines({ approval, answer }: ApprovalAnswer): readonly string[] {
  if (!answer) return approvalLines(approval)
  const { stdout, stderr } = answer.execution_details.execution_result
  const said = [stdout, stderr].filter((text) => text !== '')
  return [...approvalLines(approval), `        ${answer.overall_status}: ${plain(said.join(' '))}`]
}
