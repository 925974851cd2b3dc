import type { Fill } from './said.ts'

/** The time that a stop or a restart gives to end by itself, where one is said. */
export const timeout: Fill = ({ text }) => {
  const [, amount, unit = ''] =
    / (\d+) ?(m|mins?|minutes?|s|secs?|seconds?)?(?= |$)(?! (?:replica|container|instance|copy)(?= |$))/.exec(text) ??
    []
  return amount === undefined ? {} : { timeout_seconds: Number(amount) * (unit.startsWith('m') ? 60 : 1) }
}
