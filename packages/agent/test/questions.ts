import {
  type Approval,
  ApprovalId,
  type ExecuteAnswer,
  type ExecuteRequest,
  instant,
  type OperationState,
  RequestId,
  SourceId,
} from '@devops-ai/contract'

type Ended = Exclude<Approval['state'], 'waiting'>

/** What a scripted gateway asks of people. */
export interface Questions {
  readonly list: readonly Approval[]
  /** Puts a request before a person, once. */
  ask(asked: ExecuteRequest, answer: ExecuteAnswer): ExecuteAnswer
  /** Ends the question of that request, or the first that waits, and gives its request. */
  decide(state: Ended, by?: string, detail?: string, request?: RequestId): RequestId
  stateOf(id: string): OperationState | null
}

export function questions(): Questions {
  const list: Approval[] = []
  return {
    list,
    ask(asked, answer) {
      const known = list.find(({ request_id }) => request_id === asked.request_id)
      const question = known ?? questionOf(asked, answer)
      if (!known) list.push(question)
      const approval = { id: question.id, expires_at: question.expires_at }
      return { ...answer, overall_status: 'approval_required', approval }
    },
    decide(state, by = 'ada', detail = '', request) {
      const index = list.findIndex((one) => one.state === 'waiting' && (!request || one.request_id === request))
      const question = list[index]
      if (!question) throw new Error('nobody is asked')
      const decided_by = state === 'expired' ? null : SourceId.parse(by)
      list[index] = { ...question, state, decided_by, ended_at: instant(new Date()), detail }
      return question.request_id
    },
    stateOf(id) {
      const question = list.find(({ request_id }) => request_id === id)
      if (!question) return null
      const { request_id, detail, decided_by, state } = question
      switch (state) {
        case 'waiting':
          return {
            state: 'approval_required',
            request_id,
            approval: { id: question.id, expires_at: question.expires_at },
          }
        case 'rejected':
          return { state, request_id, by: decided_by ?? SourceId.parse('nobody'), detail }
        case 'expired':
        case 'voided':
          return { state, request_id, detail }
        case 'approved':
          return { state: 'pending', request_id, since: question.asked_at }
      }
    },
  }
}

function questionOf(
  asked: ExecuteRequest,
  { execution_details: { command, operation, sentence } }: ExecuteAnswer,
): Approval {
  const request_id = RequestId.parse(asked.request_id)
  return {
    id: ApprovalId.parse(`approval-of-${request_id}`),
    request_id,
    state: 'waiting',
    asked_by: asked.source_id,
    intent: asked.action_request.intent,
    context: '',
    ...{ command, operation, sentence, targets: [], undo: null },
    effects: {
      interrupts: true,
      last_healthy_replica: false,
      dependents: [],
      data_loss: false,
      reversible: true,
      protected: false,
    },
    decision: { verdict: 'approve', policies: ['test'] },
    priority: 'NORMAL',
    asked_at: instant(new Date()),
    expires_at: instant(new Date(Date.now() + 1_800_000)),
    decided_by: null,
    ended_at: null,
    detail: '',
  }
}
