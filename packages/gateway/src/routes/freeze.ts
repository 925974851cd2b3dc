import { Freeze, FreezeRequest, type Refusal, type Source } from '@devops-ai/contract'
import { mayNot } from '../deed.ts'
import type { Http, HttpDeps } from './http.ts'
import { refusals, sendRefusal, withoutToken } from './problems.ts'

const answers = {
  200: Freeze,
  ...refusals('invalid_request', 'unauthenticated', 'denied', 'rate_limited', 'journal_unavailable'),
}

/** `GET`, `POST` and `DELETE /freeze`: while frozen no change runs. It is on record, so a restart changes nothing about it. */
export function freezeRoutes(app: Http, { deps, gateway: { refused } }: HttpDeps): void {
  const { freeze, redact } = deps
  const state = (): Freeze => {
    const frozen = freeze.now()
    return frozen ? { frozen: true, ...frozen } : { frozen: false, by: null, reason: null, since: null }
  }
  /** Lets a person who may put his word on record; what holds then. */
  const put = async (
    source: Source | null,
    verb: string,
    word: (person: Source) => Promise<Refusal | null>,
  ): Promise<Freeze | Refusal> => {
    if (!source) return withoutToken
    const refusal = mayNot(deps, source, 'freeze', 'denied') ?? (await word(source))
    if (refusal) refused(source, refusal, verb)
    return refusal ?? state()
  }
  app.get('/freeze', { schema: { summary: 'Are changes frozen?', response: answers } }, async () => state())
  app.post(
    '/freeze',
    { schema: { summary: 'Stop all changes', body: FreezeRequest, response: answers } },
    async ({ source, body }, reply) => {
      const done = await put(source, 'freeze', (person) => freeze.freeze(person, redact.text(body.reason)))
      return 'ok' in done ? sendRefusal(reply, done) : done
    },
  )
  app.delete(
    '/freeze',
    { schema: { summary: 'Let changes run again', response: answers } },
    async ({ source }, reply) => {
      const done = await put(source, 'thaw', (person) => freeze.thaw(person))
      return 'ok' in done ? sendRefusal(reply, done) : done
    },
  )
}
