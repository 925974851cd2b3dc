import { z } from 'zod'

/** What has to happen to an incident for the agent to pass a point. */
export type Story = 'repair' | 'model' | 'approval' | 'refused'

interface CrashPoint {
  /** The state of the world that ends or begins here, as the design of recovery names it. */
  readonly state: `A${number}`
  readonly moment: string
  readonly story: Story
}

/**
 * Where the agent of failpoints/agent.ts can end itself: the first and the last moment of each state that an incident goes
 * through, so that every commit has a sudden end just before it and just after it.
 */
export const points = {
  'alerts arrived': { state: 'A1', moment: 'an alert has arrived and is not read', story: 'repair' },
  'before alerts': { state: 'A1', moment: 'an alert is read and not stored', story: 'repair' },
  'after alerts': { state: 'A2', moment: 'an alert is stored and not answered', story: 'repair' },
  'alerts answered': { state: 'A2', moment: 'an alert is answered with 2xx', story: 'repair' },
  'before opened': { state: 'A2', moment: 'an alert is about to open its incident', story: 'repair' },
  'after opened': { state: 'A3', moment: 'the incident is open', story: 'repair' },
  'before claimed': { state: 'A3', moment: 'the incident is about to be taken in hand', story: 'repair' },
  'after claimed': { state: 'A3', moment: 'the incident is in hand and nothing is done', story: 'repair' },
  'before read': { state: 'A3', moment: 'evidence is about to be asked for', story: 'repair' },
  'after read': { state: 'A3', moment: 'evidence is half gathered', story: 'repair' },
  'before evidence_gathered': { state: 'A3', moment: 'all evidence is there and not stored', story: 'repair' },
  'before question': { state: 'A4', moment: 'the evidence is stored, the model is about to be asked', story: 'model' },
  'question sent': { state: 'A4', moment: 'the model is asked and has not answered', story: 'model' },
  'after question': { state: 'A4', moment: 'the model has answered', story: 'model' },
  'before diagnosed': { state: 'A4', moment: 'the diagnosis is known and not stored', story: 'model' },
  'after diagnosed': { state: 'A5', moment: 'the plan is stored and nothing is sent', story: 'model' },
  'before approval_awaited': {
    state: 'A6',
    moment: 'an approval is asked for and that is not stored',
    story: 'approval',
  },
  'after approval_awaited': { state: 'A6', moment: 'an approval is asked for and nobody is told', story: 'approval' },
  'before approval_granted': {
    state: 'A7',
    moment: 'an approval was given and that is not stored',
    story: 'approval',
  },
  'after approval_granted': { state: 'A7', moment: 'an approval was given and that is stored', story: 'approval' },
  'before operation_requested': { state: 'A5', moment: 'the operation is written and not stored', story: 'repair' },
  'after operation_requested': { state: 'A8', moment: 'the operation is stored', story: 'repair' },
  'before call': { state: 'A8', moment: 'the operation is about to be sent', story: 'repair' },
  'call sent': { state: 'A9', moment: 'the last byte of the operation was written', story: 'repair' },
  'after answer': { state: 'A10', moment: 'the answer has come', story: 'repair' },
  'before operation_answered': { state: 'A10', moment: 'the answer is about to be stored', story: 'repair' },
  'after operation_answered': { state: 'A11', moment: 'the answer is stored', story: 'repair' },
  'before look': { state: 'A11', moment: 'the repair is about to be looked at', story: 'repair' },
  'after look': { state: 'A11', moment: 'the repair was looked at', story: 'repair' },
  'before postponed': { state: 'A11', moment: 'what was seen is not noted', story: 'repair' },
  'after postponed': { state: 'A11', moment: 'what was seen is noted', story: 'repair' },
  'before verified': { state: 'A11', moment: 'it is seen to hold and that is not stored', story: 'repair' },
  'after verified': { state: 'A12', moment: 'it is verified', story: 'repair' },
  'before escalated': { state: 'A13', moment: 'the refusal is known and not stored', story: 'refused' },
  'after escalated': { state: 'A13', moment: 'a person is to be told', story: 'refused' },
  'before telling': { state: 'A13', moment: 'a person is about to be told', story: 'refused' },
  'telling sent': { state: 'A13', moment: 'the message is on its way', story: 'refused' },
  'after telling': { state: 'A13', moment: 'a person was told', story: 'refused' },
  'before notified': { state: 'A13', moment: 'that a person was told is not stored', story: 'refused' },
  'after notified': { state: 'A13', moment: 'that a person was told is stored', story: 'refused' },
  'before resolved': {
    state: 'A12',
    moment: 'the trouble that was told is over, and that is not stored',
    story: 'refused',
  },
  'after resolved': { state: 'A12', moment: 'the end is stored and not told', story: 'refused' },
} as const satisfies Readonly<Record<string, CrashPoint>>

export type Point = keyof typeof points

const isPoint = (name: string): name is Point => Object.hasOwn(points, name)
const [firstPoint = 'alerts arrived', ...otherPoints] = Object.keys(points).filter(isPoint)
export const pointNames: readonly [Point, ...(readonly Point[])] = [firstPoint, ...otherPoints]

/** A sudden end: the `nth` time (the first unless told) that the agent passes a point. */
export const Death = z.strictObject({ at: z.enum(pointNames), nth: z.int().min(1).default(1) })
export type Death = z.infer<typeof Death>

/** The environment that orders it, and back. */
export const environmentOf = ({ at, nth }: Death) => ({ FAIL_AT: at, FAIL_NTH: String(nth) })
export const deathIn = (env: NodeJS.ProcessEnv): Death =>
  Death.parse({ at: env['FAIL_AT'], ...(env['FAIL_NTH'] !== undefined && { nth: Number(env['FAIL_NTH']) }) })
