import { parseArgs } from 'node:util'
import { Usage, type Trial } from './trial.ts'
import { crash } from './crash.ts'
import { models } from './models.ts'
import { words } from './words.ts'

const trials: Readonly<Record<string, Trial>> = { crash, models, words }

const usage = Object.entries(trials)
  .map(([name, trial], index) => `${index === 0 ? 'usage: ' : '       '}./dev trust ${name} ${trial.usage} [--json]`)
  .join('\n')

/** Progress goes to stderr; with --json the last line of stdout is the figures. */
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const out = (text: string): void => void process.stdout.write(`${text}\n`)

function readArguments(): { readonly trial: Trial; readonly values: Readonly<Record<string, unknown>> } {
  const [name = '', ...rest] = process.argv.slice(2)
  const trial = Object.hasOwn(trials, name) ? trials[name] : undefined
  if (trial === undefined) throw new Usage(`expected ${Object.keys(trials).join(' or ')}, got "${name}"`)
  const options = { ...trial.options, json: { type: 'boolean', default: false } } as const
  try {
    return { trial, values: parseArgs({ options, args: rest }).values }
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error))
  }
}

try {
  const { trial, values } = readArguments()
  const { holds, figures } = await trial.run(values, say)
  if (values['json'] === true) out(JSON.stringify(figures))
  else for (const [figure, value] of Object.entries(figures)) out(`${figure.padEnd(16)} ${String(value)}`)
  process.exitCode = holds ? 0 : 1
} catch (error) {
  say(error instanceof Usage ? `trust: ${error.message}\n${usage}` : `trust: ${String(error)}`)
  process.exitCode = error instanceof Usage ? 2 : 1
}
