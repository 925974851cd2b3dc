import { type Decision, type Refusal, refuse } from '@devops-ai/contract'

/** The refusal that a decision stands for; null when it allows. */
export function refusalOf({ verdict, policies }: Decision, explanation: string): Refusal | null {
  switch (verdict) {
    case 'allow':
      return null
    case 'deny':
      return refuse('denied', explanation, { policies })
    case 'approve':
      return refuse(
        'approval_unavailable',
        `${explanation} This gateway cannot ask for approvals yet, so nothing was run.`,
        { policies },
      )
  }
}
