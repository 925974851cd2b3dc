/** When something is worth an alert. All durations in milliseconds. */
export interface WatchLaws {
  /** So long after a start a container may be unhealthy before anybody is told. It delays, it does not drop. */
  readonly startGraceMs: number
  /** An end that nobody saw is told when it is not older than this. */
  readonly recentMs: number
  /** So many unexpected ends within the window are a crash loop; one quiet run ends it. */
  readonly crashLoop: { readonly ends: number; readonly windowMs: number; readonly calmMs: number }
  /** A container that lost a process to memory and goes on is over it after this. */
  readonly memoryCalmMs: number
}

/** The laws of the watch with the grace of the configuration. */
export const lawsWith = (startGraceSeconds: number): WatchLaws => ({
  startGraceMs: startGraceSeconds * 1000,
  recentMs: 10 * 60_000,
  crashLoop: { ends: 3, windowMs: 5 * 60_000, calmMs: 60_000 },
  memoryCalmMs: 5 * 60_000,
})
