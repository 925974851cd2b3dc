import { JournalPage } from '@devops-ai/contract'
import { z } from 'zod'
import { refusals } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'

const mostEntries = 500

/** `GET /journal?after=N`: the record, oldest first, in pages. `after` is the last sequence that is known; -1 for none. */
export function journalRoute(app: Http, { deps }: HttpDeps): void {
  app.get(
    '/journal',
    {
      schema: {
        summary: 'The journal after an entry',
        querystring: z.strictObject({ after: z.coerce.number<string>().int().min(-1) }),
        response: { 200: JournalPage, ...refusals('invalid_request', 'unauthenticated', 'rate_limited') },
      },
    },
    async ({ query }) => {
      const { entries, head } = await deps.journal.entries(query.after, mostEntries)
      return { entries: [...entries], head }
    },
  )
}
