import type { Approval } from '@devops-ai/contract'
import { Command } from 'commander'
import { styleText } from 'node:util'
import { answered, connection, gatewayOf } from './connection.ts'
import { harms } from './effects.ts'
import { plain } from './plain.ts'
import type { Terminal } from './terminal.ts'

const colours = {
  waiting: 'yellow',
  approved: 'green',
  rejected: 'red',
  expired: 'gray',
  voided: 'gray',
} as const satisfies Record<Approval['state'], string>

/** One approval: what it is about in a line; of one that waits also what a person must know to decide. */
export function approvalLines(approval: Approval): readonly string[] {
  const { id, state, asked_by, decided_by, detail, expires_at, sentence } = approval
  const who = decided_by === null ? '' : ` by ${decided_by}`
  const ended = `${who}${detail === '' ? '' : `: ${plain(detail)}`}`
  const line = [
    id,
    styleText(colours[state], state.padEnd(8)),
    `${plain(sentence)} Asked by ${asked_by}, ${state === 'waiting' ? `until ${expires_at}` : `${state}${ended}`}.`,
  ].join('  ')
  return state === 'waiting' ? [line, ...questionLines(approval).map((text) => `        ${text}`)] : [line]
}

function questionLines({ command, targets, effects, undo, intent, context, decision }: Approval): readonly string[] {
  const facts = harms(effects)
  return [
    `command: ${plain(command)}`,
    ...targets.map(({ engine, id, name }) => `target: ${plain(name)} (${id.slice(0, 12)}) on ${engine}`),
    `effects: ${facts.length > 0 ? plain(facts.join(', ')) : 'none that is known'}`,
    `undo: ${undo === null ? 'none' : plain(undo.command)}`,
    `needs a person by policy ${plain(decision.policies.join(', '))}`,
    `asked as: ${plain(intent)}`,
    ...(context === '' ? [] : [`context: ${plain(context)}`]),
  ]
}

export const approvalsCommand = (terminal: Terminal): Command =>
  new Command('approvals')
    .description('list what waits for a person, then what was decided')
    .option('--json', 'as one line of JSON each')
    .action(async ({ json }: { json?: boolean }) => {
      const { approvals } = await answered(gatewayOf(connection(terminal)).approvals())
      if (approvals.length === 0 && !json) terminal.out('Nothing waits for a person.')
      for (const approval of approvals)
        for (const line of json ? [JSON.stringify(approval)] : approvalLines(approval)) terminal.out(line)
    })
