/** The most lines that one answer holds. */
export const mostLines = 5_000
