import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import type { OperationKind } from './operation.ts'
import { operations } from './operations.ts'

/** A reference such as `web:latest` names an image and nothing else: why it cannot be what this operation is about. */
export function misnamed(kind: OperationKind, target: TargetName): Refusal | null {
  const { about } = operations[kind]
  if (about === 'fleet' || about === 'image' || !/[/:@]/.test(target)) return null
  return refuse('invalid_request', `expected the name of a ${about}, got the reference of an image, ${target}`)
}
