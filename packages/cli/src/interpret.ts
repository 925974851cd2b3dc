import { TargetName } from '@devops-ai/contract'
import { interpretOffline, renderCommand } from '@devops-ai/operations'
import { Command } from 'commander'
import { z } from 'zod'
import { linesOf } from './lines.ts'
import type { Terminal } from './terminal.ts'

const Question = z.object({ intent: z.string(), target: TargetName })

const expected = 'expected a line {"intent":"…","target":"…"}'

/** The answer to one line of input: what the words would become, or why they become nothing. Pure. */
export function interpretLine(
  line: string,
): { kind: string; command: string } | { refusal: string; nearest: readonly string[] } {
  const json = parseJson(line)
  if (json === undefined) return { refusal: `${expected}, got text that is not JSON`, nearest: [] }
  const question = Question.safeParse(json)
  if (!question.success) return { refusal: `${expected}: ${z.prettifyError(question.error)}`, nearest: [] }
  const { intent, target } = question.data
  const answer = interpretOffline(intent, target)
  return answer.ok
    ? { kind: answer.operation.kind, command: renderCommand(answer.operation, target) }
    : { refusal: answer.detail, nearest: answer.nearest ?? [] }
}

export const interpretCommand = (terminal: Terminal): Command =>
  new Command('interpret')
    .description(
      'show what plain words would become, without an engine: lines {"intent":"…","target":"…"} on standard input',
    )
    .action(async () => {
      for await (const line of linesOf(terminal.input))
        if (line.trim() !== '') terminal.out(JSON.stringify(interpretLine(line)))
    })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
