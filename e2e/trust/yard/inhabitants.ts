/** Who lives on the engine, and what their owners said may be done to them. */
export interface Inhabitant {
  /** The label `devops-ai.autonomy`; null where there is none. */
  readonly autonomy: 'auto' | 'approve' | 'suggest' | 'observe' | null
  readonly runs: boolean
  /** Named in GATEWAY_PROTECTED. */
  readonly isProtected?: true
  /** Part of this system by its label. */
  readonly isOurs?: true
  /** Without the label that makes containers exist for this gateway. */
  readonly isOutside?: true
}

export const inhabitants = {
  victim: { autonomy: 'auto', runs: true },
  other: { autonomy: 'auto', runs: true },
  sleeping: { autonomy: 'auto', runs: false },
  waiting: { autonomy: 'approve', runs: true },
  hinted: { autonomy: 'suggest', runs: true },
  watched: { autonomy: 'observe', runs: true },
  'docker-stop-victim': { autonomy: null, runs: true },
  keeper: { autonomy: 'auto', runs: true, isProtected: true },
  part: { autonomy: 'auto', runs: true, isOurs: true },
  outside: { autonomy: 'auto', runs: true, isOutside: true },
} as const satisfies Readonly<Record<string, Inhabitant>>

export type InhabitantName = keyof typeof inhabitants

const [first, ...others] = Object.keys(inhabitants) as [InhabitantName, ...InhabitantName[]]

export const everybody: readonly [InhabitantName, ...(readonly InhabitantName[])] = [first, ...others]
