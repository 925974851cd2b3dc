import { MaintenanceList, MaintenanceWindow } from '@devops-ai/contract'
import { Command } from 'commander'
import { askAgent, connection } from './connection.ts'
import { plain } from './plain.ts'
import { Complaint, type Terminal } from './terminal.ts'

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const
const isUnit = (unit: string): unit is keyof typeof unitSeconds => Object.hasOwn(unitSeconds, unit)

/** Milliseconds of `90s`, `30m`, `2h` or `1d`. */
function milliseconds(text: string): number {
  const [, amount = '', unit = ''] = /^([0-9]{1,6})([smhd])$/.exec(text) ?? []
  if (!isUnit(unit)) throw new Complaint(`--for: got ${text}, expected a duration such as 90s, 30m, 2h or 1d`)
  return Number(amount) * unitSeconds[unit] * 1_000
}

function instantOf(name: string, text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime()))
    throw new Complaint(`${name}: got ${text}, expected an instant such as 2026-01-01T22:00:00Z`)
  return at.toISOString()
}

/** One line of the list. */
const row = ({ id, state, starts_at, ends_at, matchers, by, reason, ended_by }: MaintenanceWindow): string =>
  plain(
    `${id}  ${state.padEnd(6)}  ${starts_at} … ${ends_at}  ${matchers.join(', ')}  by ${by}: ${reason}${ended_by === null ? '' : ` (ended by ${ended_by})`}`,
  )

interface Wish {
  readonly from?: string
  readonly until?: string
  readonly for?: string
  readonly reason: string
  readonly json?: boolean
}

const addCommand = (terminal: Terminal): Command =>
  new Command('add')
    .description('leave alone what matches, until the window ends')
    .argument('<matchers...>', "all must match, as in Alertmanager: service=db, name=~'shop-.*', alertname!=Backup")
    .option('--from <instant>', 'when it begins; now, where it is not said')
    .option('--until <instant>', 'when it ends')
    .option('--for <duration>', 'how long it takes: 90s, 30m, 2h, 1d')
    .requiredOption('--reason <words>', 'told to whoever wonders why nothing is repaired')
    .option('--json', 'the answer as JSON')
    .action(async (matchers: string[], { from, until, for: duration, reason, json }: Wish) => {
      if ((until === undefined) === (duration === undefined)) throw new Complaint('expected one of --until and --for')
      const starts_at = from === undefined ? undefined : instantOf('--from', from)
      const begin = starts_at === undefined ? Date.now() : Date.parse(starts_at)
      const ends_at =
        until === undefined ? new Date(begin + milliseconds(duration ?? '')).toISOString() : instantOf('--until', until)
      const wish = { matchers, reason, ends_at, ...(starts_at !== undefined && { starts_at }) }
      const window = await askAgent(connection(terminal), '/maintenance', MaintenanceWindow, wish)
      terminal.out(json ? JSON.stringify(window) : row(window))
    })

const listCommand = (terminal: Terminal): Command =>
  new Command('list')
    .description('windows that are open or to come, and those of the last day')
    .option('--json', 'the answer as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { windows } = await askAgent(connection(terminal), '/maintenance', MaintenanceList)
      if (json) return terminal.out(JSON.stringify({ windows }))
      if (windows.length === 0) terminal.out('No maintenance windows.')
      for (const window of windows) terminal.out(row(window))
    })

const endCommand = (terminal: Terminal): Command =>
  new Command('end')
    .description('end a window now; what it held looks again')
    .argument('<id>', 'as printed by `devops-ai maintenance list`')
    .option('--json', 'the answer as JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const path = `/maintenance/${encodeURIComponent(id)}`
      const window = await askAgent(connection(terminal), path, MaintenanceWindow, undefined, 'DELETE')
      terminal.out(json ? JSON.stringify(window) : row(window))
    })

export const maintenanceCommand = (terminal: Terminal): Command =>
  new Command('maintenance')
    .description('times in which the agent leaves alone what somebody works on')
    .addCommand(addCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(endCommand(terminal))
