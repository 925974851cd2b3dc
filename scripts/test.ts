import { dockerForTests } from './docker.ts'
import { program } from './program.ts'
import { say } from './run.ts'
import { staticChecks } from './static-checks.ts'
import { single, total } from './tally.ts'
import { testOnServer } from './test-server.ts'
import { projects, runVitest } from './vitest.ts'

const ours = ['--yes', '--no-install', '--server']
const args = process.argv.slice(2)
const filters = args.filter((arg) => !ours.includes(arg))
const withoutDocker = projects.filter((name) => name === 'unit' || name === 'postgres')

await program(async () => {
  const docker = await dockerForTests(new Set(args))
  if (docker.ok && args.includes('--server')) return testOnServer(filters)
  if (docker.ok) return total([...(await staticChecks()), await runVitest(projects, filters)])
  say(`FAILED: Docker: ${docker.detail}`)
  return total([single(false), ...(await staticChecks()), await runVitest(withoutDocker, filters)])
})
