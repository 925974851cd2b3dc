/** The engine's form of a moment so many seconds ago: seconds since 1970 with milliseconds. */
export const unixTime = (now: Date, secondsAgo: number): string => (now.getTime() / 1000 - secondsAgo).toFixed(3)
