import type { EngineName } from '@devops-ai/contract'
import { type ContainerIndex, type Engine, EngineUnreachable, isSilence } from '@devops-ai/engine'
import type { GatewayDeps } from '../deps.ts'

/** What each engine answered, and a sentence for each that did not. */
export interface FromEach<T> {
  readonly answers: readonly { readonly engine: EngineName; readonly value: T }[]
  readonly missing: readonly string[]
}

/**
 * The same question to the one engine that was named, or to all. Of all, those that are known to be lost are not waited
 * for and those that fail are named; throws as the engine does when it was the only one asked, or when none answers.
 */
export async function fromEach<T>(
  { engines, index }: Pick<GatewayDeps, 'engines'> & { readonly index: Pick<ContainerIndex, 'freshness'> },
  wanted: EngineName | null,
  ask: (engine: Engine) => Promise<T>,
): Promise<FromEach<T>> {
  const asked = [...engines.values()].filter(({ name }) => wanted === null || name === wanted)
  const [only, ...others] = asked
  if (only && others.length === 0) return { answers: [{ engine: only.name, value: await ask(only) }], missing: [] }
  const replies = await Promise.all(
    asked.map(async (engine) => {
      const { stale, trouble } = index.freshness(engine.name)
      if (stale) return trouble ?? `the engine ${engine.name} has not answered yet`
      try {
        return { engine: engine.name, value: await ask(engine) }
      } catch (error) {
        if (isSilence(error)) return error.message
        throw error
      }
    }),
  )
  const answers = replies.filter((reply) => typeof reply !== 'string')
  const missing = replies.filter((reply) => typeof reply === 'string')
  if (answers.length === 0) throw new EngineUnreachable(`no engine answers: ${missing.join('; ')}`)
  return { answers, missing }
}
