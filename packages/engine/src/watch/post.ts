import { Pool } from 'undici'
import type { Post } from './deliver.ts'

export interface Poster extends AsyncDisposable {
  readonly post: Post
}

const deadlineMs = 10_000
const keepAliveMs = 600_000

/** Posts alerts to one URL over a connection that stays open, with the bearer token of the watch. */
export function postTo({ url, token }: { readonly url: string; readonly token: string }): Poster {
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, {
    connections: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    allowH2: false,
  })
  return {
    async post(body, signal) {
      try {
        const answer = await pool.request({
          method: 'POST',
          path: `${pathname}${search}`,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify(body),
          signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
        })
        await answer.body.dump()
        const { statusCode } = answer
        if (statusCode >= 200 && statusCode <= 299) return { ok: true }
        return { ok: false, reason: `${origin}${pathname} answered ${statusCode}, expected 2xx` }
      } catch (error) {
        return {
          ok: false,
          reason: `${origin}${pathname} did not answer: ${error instanceof Error ? error.message : String(error)}`,
        }
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** For a gateway whose alerts nobody wants: they count as taken. */
export const postNowhere: Poster = {
  post: () => Promise.resolve({ ok: true }),
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
