import { Interrupted, say } from './run.ts'
import { lastLine, type Tally } from './tally.ts'

const interruptedCode = 130

/** Runs the checks; says what came of them in the last line and in the exit code. */
export async function program(checks: () => Promise<Tally>): Promise<void> {
  try {
    const tally = await checks()
    say(lastLine(tally))
    process.exitCode = tally.failed === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    process.exitCode = interruptedCode
  }
}
