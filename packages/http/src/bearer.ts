import { hash as hashOf, timingSafeEqual } from 'node:crypto'
import { bearerToken, refuse, type Refusal } from '@devops-ai/contract'

export type BearerChecked<Owner> = { readonly ok: true; readonly owner: Owner } | Refusal

/**
 * Whose token the `Authorization` header brings. Every owner is compared, in constant time, so that the time taken
 * tells nothing about which hash came close.
 */
export function ownerOf<Owner extends { readonly token_sha256: string }>(
  owners: readonly Owner[],
  authorization: string | undefined,
): BearerChecked<Owner> {
  const token = bearerToken(authorization)
  if (token === null) return refuse('unauthenticated', `there is no bearer token, ${expected}`)
  const hash = hashOf('sha256', token, 'buffer')
  let found: Owner | null = null
  for (const owner of owners) if (timingSafeEqual(hash, Buffer.from(owner.token_sha256, 'hex'))) found = owner
  return found
    ? { ok: true, owner: found }
    : refuse('unauthenticated', `the bearer token belongs to nobody here, ${expected}`)
}

const expected = 'expected "Authorization: Bearer <token>"'
