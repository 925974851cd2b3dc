import { callsOf, type EngineCall, kinds, type OperationKind, standingCalls } from '@devops-ai/operations'
import { EngineRefused, type Permit } from '../ports.ts'
import type { Session } from './session.ts'

// What no engine has: a call about it has no effect, and the answer is "no such thing" where the call is let through.
const nobody = { id: '0'.repeat(64), network: '1'.repeat(64) }
const noService = { id: '0'.repeat(25), network: nobody.network }

/** The two calls that come before a version is agreed upon; every other path begins with `/v1.…`. */
const unversioned: ReadonlySet<string> = new Set(['/_ping', '/version'])

/** What a proxy or an authorisation plugin answers instead of the engine. */
const forbids = new Set([401, 403, 405])

const shapeOf = ({ method, path }: EngineCall): string =>
  `${method} ${path.replaceAll(/(?<=\/)0{25,}/g, '{id}').replaceAll(nobody.network, '{network}')}`

/** Every call that this client may make, once, with the operations that need it. */
export function allCalls(): ReadonlyMap<
  string,
  { readonly call: EngineCall; readonly kinds: readonly OperationKind[] }
> {
  const calls = new Map<string, { readonly call: EngineCall; readonly kinds: readonly OperationKind[] }>()
  const note = (call: EngineCall, ...needing: readonly OperationKind[]): void => {
    const known = calls.get(shapeOf(call))
    calls.set(shapeOf(call), {
      call,
      kinds: known && known.kinds.length === 0 ? [] : [...new Set([...(known?.kinds ?? []), ...needing])],
    })
  }
  for (const call of standingCalls(nobody)) note(call)
  for (const kind of kinds)
    for (const call of callsOf(kind, /^(?:service|node)\./.test(kind) ? noService : nobody)) note(call, kind)
  return calls
}

/**
 * Tries every call on what does not exist. The looks that say something about the whole engine are really made; `/system/df`
 * may take the engine seconds.
 */
export async function permits(calls: Session): Promise<readonly Permit[]> {
  const found: Permit[] = []
  for (const [shape, { call, kinds: needing }] of allCalls()) {
    const permitted = unversioned.has(call.path) ? await calls.ping() : await isPermitted(calls, call)
    found.push({ call: shape, permitted, kinds: needing })
  }
  return found
}

async function isPermitted(calls: Session, call: EngineCall): Promise<boolean | null> {
  try {
    if (call.method === 'GET' || call.path.endsWith('/wait')) {
      await calls.fetch(call, true)
      return true
    }
    return !forbids.has((await calls.send(call)).status)
  } catch (error) {
    return error instanceof EngineRefused ? !forbids.has(error.status) : null
  }
}
