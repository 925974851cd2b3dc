import { type Adapters, realAdapters } from '../src/assemble.ts'
import { runGateway } from '../src/process.ts'

/**
 * The gateway with a sudden end at one point, named by FAIL_AT. The points are wrapped around ports;
 * the production code knows of none.
 */
const points = [
  ...(['before intent', 'after intent', 'while stopping', 'before outcome', 'after outcome'] as const),
  ...(['before question', 'after question', 'before verdict', 'after verdict'] as const),
] as const
const written: Partial<Record<string, string>> = { approval_requested: 'question', approval_ended: 'verdict' }
const failAt = points.find((point) => point === process.env['FAIL_AT'])
if (!failAt) throw new Error(`FAIL_AT is "${process.env['FAIL_AT']}", expected one of ${points.join(', ')}`)

/** kill -9 of this process, at this very moment. Nothing after it runs. */
function end(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

const adapters: Adapters = {
  openJournal: async (settings) => {
    const journal = await realAdapters.openJournal(settings)
    return {
      ...journal,
      append: async (body) => {
        const name = written[body.type] ?? body.type
        if (failAt === `before ${name}`) await end()
        const reference = await journal.append(body)
        if (failAt === `after ${name}`) await end()
        return reference
      },
    }
  },
  connectEngine: (settings) => {
    const engine = realAdapters.connectEngine(settings)
    return {
      ...engine,
      change: async (target, call) => {
        const changed = engine.change(target, call)
        if (failAt === 'while stopping') {
          changed.catch(() => undefined)
          for await (const { action } of engine.events(null, new AbortController().signal))
            if (action === 'kill') await end()
        }
        return await changed
      },
    }
  },
}

await runGateway(process, adapters)
