import type { EngineCall } from '@devops-ai/operations'
import type { Engine, Fetched } from '../ports.ts'
import { inTurn } from './in-turn.ts'

/** The same engine for many who ask the same at once: they share its looks, and what a look gives or why it failed. */
export function sharedReads(engine: Engine): Engine {
  const fetches = inTurn<Fetched>()
  const logs = inTurn<Awaited<ReturnType<Engine['log']>>>()
  return {
    ...engine,
    // What is no GET waits for something to happen from now on.
    fetch: (call, how) =>
      call.method === 'GET' ? fetches(placeOf(call), () => engine.fetch(call, how)) : engine.fetch(call, how),
    log: (of, call, maxBytes) => logs(`${placeOf(call)} ${maxBytes}`, () => engine.log(of, call, maxBytes)),
  }
}

const placeOf = ({ path, query }: EngineCall): string => JSON.stringify([path, query])
