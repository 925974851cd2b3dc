/**
 * The agent with a sudden end around the one call that changes something, named by FAIL_AT. The point is wrapped around
 * `fetch`, the agent's only way out; the production code knows of none.
 */
const points = ['before call', 'after answer'] as const
const failAt = points.find((point) => point === process.env['FAIL_AT'])
if (!failAt) throw new Error(`FAIL_AT is "${process.env['FAIL_AT']}", expected one of ${points.join(', ')}`)

/** kill -9 of this process, at this very moment. Nothing after it runs. */
function end(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

const { fetch } = globalThis

globalThis.fetch = async (input, init) => {
  const changes = typeof init?.body === 'string' && init.body.includes('"container.restart"')
  if (changes && failAt === 'before call') await end()
  const response = await fetch(input, init)
  if (changes && failAt === 'after answer') {
    await response.text()
    await end()
  }
  return response
}

await import('../../packages/agent/src/main.ts')
