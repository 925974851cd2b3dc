import { startPostgres } from '../index.ts'

// An agent reduced to its database: says where that is and stays, until it is killed.
const { url, pid } = await startPostgres({
  dataDir: process.argv[2] ?? '',
  signal: new AbortController().signal,
  log: { info: () => undefined, error: () => undefined },
})
process.stdout.write(`${JSON.stringify({ url, pid })}\n`)
