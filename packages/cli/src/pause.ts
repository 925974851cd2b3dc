import { Automation } from '@devops-ai/contract'
import { Command } from 'commander'
import { askAgent, connection } from './connection.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

export const pauseCommand = (terminal: Terminal): Command =>
  new Command('pause')
    .description('the agent asks for no change until somebody resumes; it goes on looking, and incidents wait')
    .requiredOption('--reason <words>', 'told to whoever wonders why nothing is repaired')
    .option('--json', 'the answer as JSON')
    .action(async ({ reason, json }: { reason: string; json?: boolean }) => {
      const now = await askAgent(connection(terminal), '/automation/pause', Automation, { reason })
      if (json) return terminal.out(JSON.stringify(now))
      terminal.out(`Paused by ${now.by} since ${now.since}: ${plain(now.reason ?? '')}`)
      terminal.out(
        'The agent asks for no change until `devops-ai resume`. `devops-ai freeze` stops the gateway itself.',
      )
    })

export const resumeCommand = (terminal: Terminal): Command =>
  new Command('resume')
    .description('let the agent ask for changes again; what waited looks again first')
    .option('--json', 'the answer as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const now = await askAgent(connection(terminal), '/automation/resume', Automation, {})
      terminal.out(json ? JSON.stringify(now) : 'Resumed: the agent repairs again, within policy and budget.')
    })
