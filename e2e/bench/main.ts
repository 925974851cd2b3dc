import { parseArgs } from 'node:util'
import { benchAct } from './act.ts'
import { agentParts, benchAgent, type AgentPart } from './agent.ts'
import { benchGateway } from './gateway.ts'

const usage = `usage: ./dev bench act [--runs N] [--json]
       ./dev bench agent [--runs N] [--only ${agentParts.join(',')}] [--json]
       ./dev bench gateway [--requests N] [--json]`

/** Progress goes to stderr; with --json the last line of stdout is the figures. */
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const out = (text: string): void => void process.stdout.write(`${text}\n`)

const benches = {
  act: (values: Values) => benchAct(wholeNumber('runs', values.runs ?? '20'), say),
  agent: (values: Values) => benchAgent(partsOf(values.only), wholeNumber('runs', values.runs ?? '50'), say),
  gateway: (values: Values) => benchGateway(wholeNumber('requests', values.requests), say),
} as const

interface Values {
  readonly runs?: string
  readonly only: string
  readonly requests: string
}

class Usage extends Error {}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new Usage(`--${name}: expected a whole number above 0, got "${text}"`)
  return Number(text)
}

function partsOf(text: string): readonly AgentPart[] {
  const asked = text.split(',')
  const parts = agentParts.filter((part) => asked.includes(part))
  if (parts.length < asked.length) throw new Usage(`--only: expected some of ${agentParts.join(', ')}, got "${text}"`)
  return parts
}

function readArguments(): {
  readonly name: keyof typeof benches
  readonly values: Values & { readonly json: boolean }
} {
  const options = {
    runs: { type: 'string' },
    only: { type: 'string', default: agentParts.join(',') },
    requests: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [name, ...rest] = positionals
    if (rest.length > 0 || (name !== 'act' && name !== 'agent' && name !== 'gateway'))
      throw new Usage(`expected act, agent or gateway, got "${positionals.join(' ')}"`)
    return { name, values }
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error))
  }
}

try {
  const { name, values } = readArguments()
  const figures = await benches[name](values)
  if (values.json) out(JSON.stringify(figures))
  else for (const [figure, value] of Object.entries(figures)) out(`${figure.padEnd(28)} ${String(value)}`)
} catch (error) {
  say(error instanceof Usage ? `bench: ${error.message}\n${usage}` : `bench: ${String(error)}`)
  process.exitCode = error instanceof Usage ? 2 : 1
}
