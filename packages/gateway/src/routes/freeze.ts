import { Freeze, FreezeRequest, type Refusal, type Source } from '@devops-ai/contract'
import { refusals, sendRefusal } from '@devops-ai/http'
import { mayNot } from '../deed.ts'
import { askerOf, type Http, type HttpDeps } from './http.ts'

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
    source: Source,
    verb: string,
    word: (person: Source) => Promise<Refusal | null>,
  ): Promise<Freeze | Refusal> => {
    const refusal = mayNot(deps, source, 'freeze', 'denied') ?? (await word(source))
    if (refusal) refused(source, refusal, verb)
    return refusal ?? state()
  }
  app.get('/freeze', { schema: { summary: 'Are changes frozen?', response: answers } }, async () => state())
  app.post(
    '/freeze',
    { schema: { summary: 'Stop all changes', body: FreezeRequest, response: answers } },
    async (request, reply) => {
      const reason = redact.text(request.body.reason)
      const done = await put(askerOf(request), 'freeze', (person) => freeze.freeze(person, reason))
      return 'ok' in done ? sendRefusal(reply, done) : done
    },
  )
  app.delete('/freeze', { schema: { summary: 'Let changes run again', response: answers } }, async (request, reply) => {
    const done = await put(askerOf(request), 'thaw', (person) => freeze.thaw(person))
    return 'ok' in done ? sendRefusal(reply, done) : done
  })
}
