import { z } from 'zod'

/**
 * Identifiers are branded: a plain string cannot stand where one is expected, and only the parsers here make them.
 * This is the one file of the project where a type may be asserted.
 */

/** A full container id: 64 hex digits. Short ids and names never reach an Engine path. */
export const ContainerId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected a full container id of 64 hex digits')
  .brand<'ContainerId'>()
export type ContainerId = z.infer<typeof ContainerId>

/**
 * The full id of what is no container: 64 hex digits of a network, `sha256:…` of an image, 25 letters of Swarm, the name of
 * a volume or stack, which is its id. Safe in an Engine path.
 */
export const ObjectId = z
  .string()
  .regex(/^(?:sha256:[0-9a-f]{64}|[A-Za-z0-9][A-Za-z0-9_.-]{0,254})$/, 'expected the full id of an object')
  .brand<'ObjectId'>()
export type ObjectId = z.infer<typeof ObjectId>

/** The configured name of a Docker engine, e.g. `local`. */
export const EngineName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected an engine name: a-z, 0-9, - and _, at most 63 characters')
  .brand<'EngineName'>()
export type EngineName = z.infer<typeof EngineName>

/** Whoever may ask the gateway, e.g. `devops-ai-agent`. */
export const SourceId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/,
    'expected a source id: letters, digits, . _ @ -, at most 128 characters',
  )
  .brand<'SourceId'>()
export type SourceId = z.infer<typeof SourceId>

/** Chosen by the caller, unique per operation; the same id again never runs twice. */
export const RequestId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/, 'expected a request id: 8 to 128 letters, digits, . _ : -')
  .brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

const plainName = '[A-Za-z0-9][A-Za-z0-9_.-]{0,253}'
const imagePath = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*'
const imageReference = `(?:[A-Za-z0-9][A-Za-z0-9.-]{0,100}(?::[0-9]{1,5})?/)?${imagePath}(?:/${imagePath}){0,8}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?`

/**
 * A name as people write it: Compose service, container, alias, network, volume, Swarm service, or the reference of an image.
 * Never the beginning of a flag, never a path.
 */
export const TargetName = z
  .string()
  .max(254)
  .regex(
    new RegExp(`^(?:${plainName}|${imageReference})$`),
    'expected a service or container name (letters, digits, _ . -, beginning with a letter or digit) or an image reference',
  )
  .brand<'TargetName'>()
export type TargetName = z.infer<typeof TargetName>

/** One question to a person, minted by the gateway. */
export const ApprovalId = z
  .string()
  .regex(/^[A-Za-z0-9-]{8,64}$/, 'expected an approval id')
  .brand<'ApprovalId'>()
export type ApprovalId = z.infer<typeof ApprovalId>

export const IncidentId = z.uuid().brand<'IncidentId'>()
export type IncidentId = z.infer<typeof IncidentId>

/** A SHA-256 in lower-case hex. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')
  .brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/** What a SHA-256 function gave in hex. Only its length is looked at: this is done a million times when a long journal is read. */
export function sha256OfHex(hex: string): Sha256 {
  if (hex.length !== 64) throw new TypeError(`expected 64 hex digits, got ${hex.length}`)
  return hex as Sha256
}

/** The kind of an operation as on the wire, e.g. `container.restart`. Which kinds exist is the gateway's closed set. */
export const OperationKind = z
  .string()
  .regex(/^[a-z]+\.[a-z]+(?:-[a-z]+)?$/, 'expected an operation kind such as container.restart')
export type OperationKind = z.infer<typeof OperationKind>

/** An instant in UTC as written in JSON: RFC 3339 with a trailing Z. */
export const Instant = z.iso.datetime({ offset: false })
export type Instant = z.infer<typeof Instant>

/** The instant of `date`, e.g. `2026-01-01T00:00:00.000Z`. */
export const instant = (date: Date): Instant => date.toISOString()

/** The injected clock. Nothing in a service reads the time elsewhere. */
export type Now = () => Date
