import { Command } from 'commander'
import { answered, connection, gatewayOf } from './connection.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

export const freezeCommand = (terminal: Terminal): Command =>
  new Command('freeze')
    .description('stop all changes until somebody thaws them; reads go on')
    .requiredOption('--reason <words>', 'told to whoever asks for a change')
    .option('--json', 'the answer as JSON')
    .action(async ({ reason, json }: { reason: string; json?: boolean }) => {
      const freeze = await answered(gatewayOf(connection(terminal)).freeze(reason))
      if (json) return terminal.out(JSON.stringify(freeze))
      terminal.out(`Frozen by ${freeze.by} since ${freeze.since}: ${plain(freeze.reason ?? '')}`)
      terminal.out('No change runs until `devops-ai thaw`.')
    })

export const thawCommand = (terminal: Terminal): Command =>
  new Command('thaw')
    .description('let changes run again')
    .option('--json', 'the answer as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const freeze = await answered(gatewayOf(connection(terminal)).thaw())
      terminal.out(json ? JSON.stringify(freeze) : 'Thawed: changes run again, within policy.')
    })
