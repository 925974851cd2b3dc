import { IncidentActionAnswer, type IncidentActionName } from '@devops-ai/contract'
import { Command } from 'commander'
import { askAgent, connection } from './connection.ts'
import { row } from './incidents.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

const abouts = {
  acknowledge: 'say that you have an incident in hand: its messages stop',
  close: 'end an incident, whatever its state; the agent does nothing more about it',
  retry: 'let the agent look again at an incident that it gave to you, and try one plan more',
} as const satisfies Record<IncidentActionName, string>

/** `devops-ai acknowledge|close|retry <id>`, with your own token; to say it twice does no harm. */
const actionCommand =
  (action: IncidentActionName) =>
  (terminal: Terminal): Command =>
    new Command(action)
      .description(abouts[action])
      .argument('<id>', 'as printed by `devops-ai incidents`')
      .option('--reason <text>', 'kept in the story of the incident')
      .option('--json', 'the answer as JSON')
      .action(async (id: string, { reason, json }: { reason?: string; json?: boolean }) => {
        const path = `/incidents/${encodeURIComponent(id)}/actions`
        const wish = { action, ...(reason !== undefined && { reason }) }
        const answer = await askAgent(connection(terminal), path, IncidentActionAnswer, wish)
        if (json) return terminal.out(JSON.stringify(answer))
        terminal.out(plain(answer.detail))
        terminal.out(row(answer.incident))
      })

export const [acknowledgeCommand, closeCommand, retryCommand] = [
  actionCommand('acknowledge'),
  actionCommand('close'),
  actionCommand('retry'),
]
