import { startPostgresServer } from './postgres-server.ts'
import type { Tally } from './tally.ts'
import { runVitest } from './vitest.ts'

const story = 'e2e/stories/replicas.test.ts'
/** These are about the embedded server. */
const embedded = 'packages/agent/src/postgres/**'

/** The tests of PostgreSQL and a story once more, with a server that is reached by its URL: DEVOPS_AI_TEST_POSTGRES, or Debian's. */
export async function testOnServer(filters: readonly string[]): Promise<Tally> {
  const given = process.env['DEVOPS_AI_TEST_POSTGRES']
  if (given !== undefined) return run(filters)
  await using server = await startPostgresServer()
  process.env['DEVOPS_AI_TEST_POSTGRES'] = server.url
  return await run(filters)
}

const run = (filters: readonly string[]): Promise<Tally> =>
  runVitest(['postgres', 'e2e'], filters.length > 0 ? filters : ['.postgres.test.ts', story, '--exclude', embedded])
