import { Command, InvalidArgumentError } from 'commander'
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { Complaint, type Terminal } from '../terminal.ts'
import { configurationFiles, unwritable } from './files.ts'
import type { Tokens, Wish } from './settings.ts'
import { writeConfiguration } from './write.ts'

const secret = (): string => randomBytes(32).toString('base64url')
const freshTokens = (): Tokens => ({
  agent: secret(),
  operator: secret(),
  watch: secret(),
  alertmanager: secret(),
  escalation: secret(),
})

function setting(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError(`expected NAME=value, got "${text}"`)
  return { ...before, [name]: value }
}

interface Options extends Omit<Wish, 'dir' | 'engineUrl' | 'onlyLabel'> {
  readonly dir: string
  readonly engine: string
  readonly onlyLabel?: string
}

export const initCommand = (terminal: Terminal): Command =>
  new Command('init')
    .description('write a complete configuration with fresh secrets; nothing that exists is overwritten')
    .option('--dir <folder>', 'where to write', '.')
    .option('--engine <url>', 'the Docker engine', 'unix:///var/run/docker.sock')
    .option('--only-label <label=value>', 'only containers with this label exist for the gateway')
    .option('--gateway-listen <host:port>', 'address of the gateway', '127.0.0.1:7460')
    .option('--agent-listen <host:port>', 'address of the agent', '127.0.0.1:7461')
    .option('--database-url <url>', 'embedded, or postgres://…', 'embedded')
    .option('--escalation-url <url>', 'a webhook that tells a person', '')
    .option('--set <NAME=value>', 'a setting that differs from what is generated; may be repeated', setting, {})
    .action(async ({ dir, engine, onlyLabel, ...rest }: Options) => {
      const folder = resolve(terminal.cwd, dir)
      const wish: Wish = { ...rest, dir: folder, engineUrl: engine, onlyLabel: onlyLabel ?? null }
      const wrong = unwritable(wish)
      if (wrong.length > 0) throw new Complaint(wrong.join('; '))
      const files = await configurationFiles(wish, freshTokens())
      const written = await writeConfiguration(folder, files)
      if (!written.ok) throw new Complaint(written.detail)
      terminal.out(
        [
          `Wrote ${files.map(({ path }) => path).join(', ')} to ${folder}, readable by you alone.`,
          'Nothing on your containers is changed until you say so: each is only observed until it carries the label devops-ai.autonomy=auto.',
          'Next: ./dev up',
        ].join('\n'),
      )
    })
