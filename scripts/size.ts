import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './run.ts'

/** How many lines of code whoever signs the gateway must read: blank lines and comments do not count, tests neither. */
const isCode = (line: string): boolean => line.trim() !== '' && !/^\s*(?:\/\/|\/\*|\*)/.test(line)

const isProduction = (path: string): boolean =>
  /\.(?:ts|cedar|cedarschema)$/.test(path) && !path.endsWith('.test.ts') && !/(?:^|\/)testing?\//.test(path)

function linesIn(folder: string, without: RegExp = /^$/): number {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => isProduction(name) && !without.test(name))
    .flatMap((name) => readFileSync(join(root, folder, name), 'utf8').split('\n'))
    .filter(isCode).length
}

/** What else is loaded beside the socket, each a package that is read and signed by itself. */
const parts = [
  ...['http', 'gateway-settings', 'gateway-telemetry', 'engine', 'journal', 'policy', 'redaction'],
  ...['operations', 'contract'],
]
// Whoever has read enough, as `head` has, ends nothing but the rest of the list.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const most = 3_000
const core = linesIn('packages/gateway/src', /^interpret\//)

say(`${String(core).padStart(6)}  the gateway's core: packages/gateway/src without interpret/ (at most ${most})`)
say(`${String(linesIn('packages/gateway/src/interpret')).padStart(6)}  its interpreters`)
for (const part of parts) say(`${String(linesIn(`packages/${part}/src`)).padStart(6)}  packages/${part}`)
if (core > most) process.exitCode = 1
