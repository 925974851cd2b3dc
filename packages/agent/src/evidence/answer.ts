import { type ExecuteAnswer, HealthFacts, LogFacts, type Reply, StatsFacts } from '@devops-ai/contract'
import { dependencyEvidence } from './dependency.ts'
import type { Draft } from './draft.ts'
import { logsEvidence } from './logs.ts'
import { missingEvidence } from './missing.ts'
import type { Question, Subject } from './question.ts'
import { statusEvidence } from './status.ts'
import { usageEvidence } from './usage.ts'

type Reader = (question: Question, data: unknown, truncated: boolean) => Draft | null

/** How the data of an answer becomes a fact; `null` when it is not what the contract says. */
const readers = {
  status: ({ about }, data) => {
    const facts = HealthFacts.safeParse(data)
    return facts.success ? statusEvidence(about, facts.data) : null
  },
  logs: ({ about }, data, truncated) => {
    const facts = LogFacts.safeParse(data)
    return facts.success ? logsEvidence(about, facts.data, truncated) : null
  },
  dependency: ({ about }, data) => {
    const facts = HealthFacts.safeParse(data)
    return facts.success ? dependencyEvidence(about, facts.data) : null
  },
  usage: ({ about }, data) => {
    const facts = StatsFacts.safeParse(data)
    return facts.success ? usageEvidence(about, facts.data) : null
  },
} satisfies Record<Subject, Reader>

/** Not now, says the status. */
const isPassing = (status: number): boolean => status >= 500 || status === 429

/** The gateway's reply to a question as one fact. Whatever is not an answer about that very container is missing. */
export function answerEvidence(question: Question, reply: Reply<ExecuteAnswer>): Draft {
  const missing = (detail: string, passing = false, code: string | null = null) =>
    missingEvidence(question.subject, question.about.name, detail, passing, code)
  if (reply.kind === 'problem') {
    const { code, detail } = reply.body
    return missing(`${code}: ${detail}`, isPassing(reply.status), code)
  }
  if (reply.kind !== 'answer') return missing(reply.detail, reply.kind === 'unreachable' || isPassing(reply.status))
  const { overall_status, execution_details: details } = reply.body
  const result = details.execution_result
  if (overall_status !== 'success') return missing(`${overall_status}: ${result.stderr.slice(0, 300)}`)
  const [target, ...others] = details.targets
  if (!target || others.length > 0 || target.id !== question.about.id)
    return missing(`the answer is about another container than ${question.about.id.slice(0, 12)}`)
  return (
    readers[question.subject](question, result.data, result.truncated) ??
    missing('the answer is not what the contract says')
  )
}
