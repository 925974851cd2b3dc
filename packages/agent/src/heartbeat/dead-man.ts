import { sentenceOf, type Log } from '../ports.ts'

export interface DeadManSettings {
  readonly url: string
  /** The address is called at most this often. */
  readonly everySeconds: number
}

const deadlineMs = 10_000

/**
 * Somebody outside who raises the alarm when he is not called any more. Called by a beat and by nothing else, one call at a
 * time; a call that fails is logged, and made again at the next beat. The address is in no log, it may be a secret.
 */
export function deadMan({ url, everySeconds }: DeadManSettings, log: Log): (at: Date) => void {
  let calledAt: number | null = null
  let calling = false
  const call = async (at: Date): Promise<void> => {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(deadlineMs) })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    calledAt = at.getTime()
  }
  return (at) => {
    // A clock that was set back shall not keep it waiting.
    const since = calledAt === null ? Number.POSITIVE_INFINITY : Math.abs(at.getTime() - calledAt)
    if (calling || since < everySeconds * 1_000) return
    calling = true
    call(at)
      .catch((error: unknown) => log.warn(`the dead-man URL could not be called: ${sentenceOf(error)}`))
      .finally(() => (calling = false))
  }
}
