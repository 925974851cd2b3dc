import type { EngineCall } from '@devops-ai/operations'
import type { Engine, Fetched } from '../ports.ts'
import { inTurn } from './in-turn.ts'

/** The same engine for many who ask the same at once: they cost it one look at a time, not one each. */
export function sharedReads(engine: Engine): Engine {
  const fetches = inTurn<Fetched>()
  const logs = inTurn<Awaited<ReturnType<Engine['log']>>>()
  return {
    ...engine,
    // What is waited for begins when it is asked for.
    fetch: (call, how) =>
      call.method === 'GET' && how?.patient !== true
        ? fetches(placeOf(call), () => engine.fetch(call, how))
        : engine.fetch(call, how),
    log: (of, call, maxBytes) => logs(`${placeOf(call)} ${maxBytes}`, () => engine.log(of, call, maxBytes)),
  }
}

const placeOf = ({ path, query }: EngineCall): string => JSON.stringify([path, query])
