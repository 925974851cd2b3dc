import type { TargetName } from '@devops-ai/contract'
import type { Usage } from '@devops-ai/language-model'
import type { Config } from '@devops-ai/gateway-settings'
import type { Interpreter } from '../ports.ts'
import { offlineInterpreter } from './offline.ts'

interface InterpreterDeps {
  readonly onUsage: (usage: Usage) => void
  readonly redact: (text: string, target: TargetName) => string
  readonly policyVersion: () => string
}

/** The configured mind. The model's libraries are loaded only where a model is configured. */
export async function interpreterOf({ interpreter }: Config, deps: InterpreterDeps): Promise<Interpreter> {
  if (interpreter.kind === 'offline') return offlineInterpreter()
  const { modelInterpreter } = await import('./model.ts')
  return await modelInterpreter(interpreter.settings, deps)
}
