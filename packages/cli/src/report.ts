import { Command } from 'commander'
import { askAgentText, connection } from './connection.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

/** The post-mortem as the agent made it; no line of it can speak to the terminal. */
export const reportCommand = (terminal: Terminal): Command =>
  new Command('report')
    .description('the post-mortem of an incident as Markdown, from its event log')
    .argument('<id>', 'as printed by `devops-ai incidents`')
    .action(async (id: string) => {
      const report = await askAgentText(connection(terminal), `/incidents/${encodeURIComponent(id)}/report`)
      for (const line of report.trimEnd().split('\n')) terminal.out(plain(line))
    })
