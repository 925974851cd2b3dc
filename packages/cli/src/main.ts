import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { acknowledgeCommand, closeCommand, retryCommand } from './actions.ts'
import { approvalsCommand } from './approvals.ts'
import { doctorCommand } from './doctor.ts'
import { freezeCommand, thawCommand } from './freeze.ts'
import { incidentCommand, incidentsCommand } from './incidents.ts'
import { initCommand } from './init/command.ts'
import { interpretCommand } from './interpret.ts'
import { journalVerifyCommand } from './journal-verify.ts'
import { maintenanceCommand } from './maintenance.ts'
import { pauseCommand, resumeCommand } from './pause.ts'
import { policyExplainCommand } from './policy-explain.ts'
import { policyListCommand } from './policy-list.ts'
import { reportCommand } from './report.ts'
import type { Terminal } from './terminal.ts'
import { approveCommand, rejectCommand } from './verdict.ts'

/** The only file of the CLI that touches `process`. */
const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
  input: process.stdin,
  environment: process.env,
  cwd: process.cwd(),
  read: (path) => readFileSync(path, 'utf8'),
}

const program = new Command('devops-ai')
  .description('Containers that break at night, repaired within policy and on record.')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError()

for (const command of [initCommand, incidentsCommand, incidentCommand, interpretCommand, doctorCommand])
  program.addCommand(command(terminal))
for (const command of [pauseCommand, resumeCommand, maintenanceCommand, reportCommand])
  program.addCommand(command(terminal))
for (const command of [acknowledgeCommand, closeCommand, retryCommand]) program.addCommand(command(terminal))
for (const command of [approvalsCommand, approveCommand, rejectCommand, freezeCommand, thawCommand])
  program.addCommand(command(terminal))
program.addCommand(
  new Command('journal').description("the gateway's record").addCommand(journalVerifyCommand(terminal)),
)
program.addCommand(
  new Command('policy')
    .description('what the gateway decides by')
    .addCommand(policyListCommand(terminal))
    .addCommand(policyExplainCommand(terminal)),
)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  terminal.error(`devops-ai: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
