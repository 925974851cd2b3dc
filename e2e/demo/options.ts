import { faultNames, type FaultName } from '@devops-ai/testkit'
import { parseArgs } from 'node:util'

export const usage = `usage: ./dev demo [--once] [--json] [--yes] [--no-install]
       ./dev demo break <${faultNames.join('|')}>
       ./dev demo --down`

interface Flags {
  readonly once: boolean
  readonly json: boolean
  readonly yes: boolean
  readonly install: boolean
}

export type RunOptions = Flags & { readonly ok: true; readonly command: 'run' }

export type Options =
  | RunOptions
  | (Flags & { readonly ok: true; readonly command: 'down' })
  | (Flags & { readonly ok: true; readonly command: 'break'; readonly fault: FaultName })
  | { readonly ok: false; readonly detail: string }

const flags = {
  once: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'no-install': { type: 'boolean', default: false },
  down: { type: 'boolean', default: false },
} as const

export function parseOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true })
    const common = {
      ok: true,
      once: values.once,
      json: values.json,
      yes: values.yes,
      install: !values['no-install'],
    } as const
    const [word, name, ...rest] = positionals
    if (word === undefined) return { ...common, command: values.down ? 'down' : 'run' }
    const fault = faultNames.find((candidate) => candidate === name)
    if (word === 'break' && fault && rest.length === 0) return { ...common, command: 'break', fault }
    return { ok: false, detail: `demo: expected "break <fault>", got "${positionals.join(' ')}"` }
  } catch (error) {
    return { ok: false, detail: `demo: ${error instanceof Error ? error.message : String(error)}` }
  }
}
