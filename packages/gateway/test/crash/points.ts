import { z } from 'zod'

/** How far a change has come in the journal. */
export type Recorded = 'nothing' | 'intent' | 'outcome'

interface CrashPoint {
  /** The state of the world that ends or begins here, as the design of recovery names it. */
  readonly state: 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7'
  readonly moment: string
  /** What a sudden end here leaves in the journal. */
  readonly leaves: Recorded
}

/**
 * Where the gateway of main-with-failpoints.ts can end itself: the first and the last moment of each state that a change
 * goes through, so that every commit has a sudden end just before it and just after it.
 */
export const points = {
  'request arrived': { state: 'G1', moment: 'the request has arrived and is not read', leaves: 'nothing' },
  'before look': { state: 'G1', moment: 'it is understood and nothing was looked at', leaves: 'nothing' },
  'after look': { state: 'G2', moment: 'the target was looked at', leaves: 'nothing' },
  'before intent': { state: 'G2', moment: 'it is decided and not on disk', leaves: 'nothing' },
  'after intent': { state: 'G3', moment: 'the write-ahead entry is on disk', leaves: 'intent' },
  'before call': { state: 'G3', moment: 'the call is about to be sent', leaves: 'intent' },
  'call sent': { state: 'G4', moment: 'the last byte of the call was written', leaves: 'intent' },
  stopping: { state: 'G4', moment: 'the engine has begun to stop the container', leaves: 'intent' },
  died: { state: 'G5', moment: 'the process has ended', leaves: 'intent' },
  stopped: { state: 'G5', moment: 'the engine has stopped the container and not started it', leaves: 'intent' },
  started: { state: 'G6', moment: 'the container runs again', leaves: 'intent' },
  answered: { state: 'G6', moment: 'the engine has answered', leaves: 'intent' },
  'before outcome': { state: 'G6', moment: 'the outcome is known and not on disk', leaves: 'intent' },
  'after outcome': { state: 'G7', moment: 'the outcome is on disk', leaves: 'outcome' },
  'answer sent': { state: 'G7', moment: 'the last byte of the answer was written', leaves: 'outcome' },
} as const satisfies Readonly<Record<string, CrashPoint>>

export type Point = keyof typeof points

/** The entries around whose commit a gateway can end itself; a person's question and verdict are on record before anything runs. */
export type Written = 'intent' | 'outcome' | 'question' | 'verdict'
const approvalPoints = ['before question', 'after question', 'before verdict', 'after verdict'] as const

const isPoint = (name: string): name is Point => Object.hasOwn(points, name)
const [firstPoint = 'request arrived', ...otherPoints] = Object.keys(points).filter(isPoint)
export const pointNames: readonly [Point, ...(readonly Point[])] = [firstPoint, ...otherPoints]

const AnyPoint = z.enum([...pointNames, ...approvalPoints])

/** A sudden end: the `nth` time (the first unless told) that the gateway passes a point. */
export const Death = z.strictObject({ at: AnyPoint, nth: z.int().min(1).default(1) })
export type Death = z.infer<typeof Death>

/** What a first end here leaves in the journal; null where that depends. */
export const leftBy = ({ at }: Death): Recorded | null => (isPoint(at) ? points[at].leaves : null)

/** The environment that orders it, and back. */
export const environmentOf = ({ at, nth }: Death) => ({ FAIL_AT: at, FAIL_NTH: String(nth) })
export const deathIn = (env: NodeJS.ProcessEnv): Death =>
  Death.parse({ at: env['FAIL_AT'], ...(env['FAIL_NTH'] !== undefined && { nth: Number(env['FAIL_NTH']) }) })
