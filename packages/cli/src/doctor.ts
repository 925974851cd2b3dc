import type { EngineReport, GatewayHealth } from '@devops-ai/contract'
import { Command } from 'commander'
import { styleText } from 'node:util'
import { answered, connection, gatewayOf } from './connection.ts'
import { plain } from './plain.ts'
import { Complaint, type Terminal } from './terminal.ts'

/** Says what works, and for each engine which calls are let through; exit code 1 where something does not. */
export const doctorCommand = (terminal: Terminal): Command =>
  new Command('doctor')
    .description('look at the gateway and at what each engine lets through; tries calls on what does not exist')
    .option('--json', 'the findings as JSON')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const gateway = gatewayOf(connection(terminal), doctorTimeoutMs)
      const health = await answered(gateway.health())
      const { engines } = await answered(gateway.engines())
      if (json) terminal.out(JSON.stringify({ health, engines }))
      else for (const line of [...healthLines(health), ...engines.flatMap(engineLines)]) terminal.out(line)
      if (health.status !== 'success' || engines.some(isAiling))
        throw new Complaint('something does not work; see above')
    })

// Some calls take an engine seconds, and an engine that hangs is waited for.
const doctorTimeoutMs = 120_000

const isAiling = ({ required, answers, calls }: EngineReport): boolean =>
  (required && !answers) || calls.some(({ permitted, kinds }) => permitted !== true && kinds.length === 0)

const good = styleText('green', '✓')
const bad = styleText('red', '✗')

function healthLines({ status, detail = [], journal }: GatewayHealth): readonly string[] {
  return [
    `${status === 'success' ? good : bad} gateway: ${status === 'success' ? 'can do its work' : detail.map(plain).join('; ')}`,
    ...(journal
      ? [
          `${journal.writable ? good : bad} journal: ${journal.writable ? `entry ${journal.sequence}` : 'cannot be written'}`,
        ]
      : []),
  ]
}

/** One engine: how it is, what is kept from us, and what cannot run for that reason. */
export function engineLines(report: EngineReport): readonly string[] {
  const { name, answers, trouble, api_version, calls, permitted, forbidden } = report
  if (!answers) return [`${bad} engine ${name}: does not answer${trouble === null ? '' : `: ${plain(trouble)}`}`]
  const refused = calls.filter((call) => call.permitted !== true)
  return [
    `${refused.length === 0 ? good : bad} engine ${name}: API ${api_version ?? 'unknown'}, ${calls.length - refused.length} of ${calls.length} calls are let through, ${permitted.length} operations can run`,
    ...refused.map(({ call, permitted: let_through, kinds }) => {
      const why = let_through === null ? 'no answer' : 'refused'
      return `    ${bad} ${call}  (${why}; ${kinds.length === 0 ? 'everything needs it' : kinds.join(', ')})`
    }),
    ...(forbidden.length > 0 ? [`    cannot run: ${forbidden.join(', ')}`] : []),
  ]
}
