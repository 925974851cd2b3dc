import type { Refusal, TargetName } from '@devops-ai/contract'
import type { Operation } from '@devops-ai/operations'

/** Proposes one operation for an intent. The proposal is parsed; it is never a command that runs as text. */
export interface Interpreter {
  readonly name: 'offline' | 'model'
  interpret(question: {
    readonly intent: string
    readonly context: string
    readonly target: TargetName
    readonly expected: readonly string[] | null
    /** Is a word, in small letters, the name of something else? */
    readonly otherNames: Pick<ReadonlySet<string>, 'has'>
  }): Promise<{ readonly ok: true; readonly operation: Operation } | Refusal>
}
