import { Freeze, FreezeRequest, type JournalBody, type Refusal, refuse, type Source } from '@devops-ai/contract'
import type { Http, HttpDeps } from './http.ts'
import { refusals, sendRefusal } from './problems.ts'

const answers = {
  200: Freeze,
  ...refusals('invalid_request', 'unauthenticated', 'denied', 'rate_limited', 'journal_unavailable'),
}

/** `GET`, `POST` and `DELETE /freeze`: while frozen no change runs. It is on record, so a restart changes nothing about it. */
export function freezeRoutes(app: Http, { deps, gateway: { refused } }: HttpDeps): void {
  const state = (): Freeze => {
    const frozen = deps.journal.frozen()
    return frozen ? { frozen: true, ...frozen } : { frozen: false, by: null, reason: null, since: null }
  }
  const put = async (source: Source, body: JournalBody): Promise<Freeze | Refusal> => {
    const may = deps.policy.may(source, 'freeze')
    if (may.verdict !== 'allow')
      return refuse('denied', deps.explainDeed(may, source, 'freeze'), { policies: may.policies })
    try {
      await deps.journal.append(body)
      return state()
    } catch (error) {
      deps.telemetry.alarmed('the journal cannot be written', error)
      return refuse('journal_unavailable', 'this cannot be written to the journal, so it does not count')
    }
  }
  app.get('/freeze', { schema: { summary: 'Are changes frozen?', response: answers } }, async () => state())
  app.post(
    '/freeze',
    { schema: { summary: 'Stop all changes', body: FreezeRequest, response: answers } },
    async ({ source, body }, reply) => {
      if (!source) return sendRefusal(reply, refuse('unauthenticated', 'expected a bearer token'))
      const done = await put(source, { type: 'frozen', by: source.id, reason: deps.redact.text(body.reason) })
      if (!('ok' in done)) return done
      refused(source, done, 'freeze')
      return sendRefusal(reply, done)
    },
  )
  app.delete(
    '/freeze',
    { schema: { summary: 'Let changes run again', response: answers } },
    async ({ source }, reply) => {
      if (!source) return sendRefusal(reply, refuse('unauthenticated', 'expected a bearer token'))
      const done = await put(source, { type: 'thawed', by: source.id })
      if (!('ok' in done)) return done
      refused(source, done, 'thaw')
      return sendRefusal(reply, done)
    },
  )
}
