import type { PolicyInfo } from '@devops-ai/contract'
import { Command } from 'commander'
import { styleText } from 'node:util'
import { answered, connection, gatewayOf } from './connection.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

const colours = { permit: 'green', forbid: 'red' } as const satisfies Record<PolicyInfo['effect'], string>

/** One policy in one line. */
const row = ({ id, effect, file, examples }: PolicyInfo): string =>
  [
    styleText(colours[effect], effect),
    plain(id).padEnd(24),
    plain(file).padEnd(24),
    `examples: ${examples.matches.length} for, ${examples.matches_not.length} against`,
  ].join('  ')

export const policyListCommand = (terminal: Terminal): Command =>
  new Command('list')
    .description('list the policies in force, as the gateway read them when it started')
    .option('--text', 'with their text')
    .option('--json', 'as one line of JSON each')
    .action(async ({ text, json }: { text?: boolean; json?: boolean }) => {
      const { policies, version } = await answered(gatewayOf(connection(terminal)).policies())
      for (const policy of policies) {
        terminal.out(json ? JSON.stringify(policy) : row(policy))
        if (text && !json) for (const line of policy.text.split('\n')) terminal.out(`        ${plain(line)}`)
      }
      if (!json) terminal.out(`version ${version}`)
    })
