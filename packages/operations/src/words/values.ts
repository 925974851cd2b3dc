import { refuse, type Refusal } from '@devops-ai/contract'

const powers: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3 }

/** `512 mb`, `1.5g`: whole bytes, in binary units as Docker counts them. */
export function bytesOf(size: string): number {
  const [, amount = '', unit = ''] = /(\d+(?:\.\d+)?) ?([a-z])/.exec(size) ?? []
  return Math.round(Number(amount) * 1024 ** (powers[unit] ?? 0))
}

const signals: Readonly<Record<string, string>> = {
  ...{ '1': 'HUP', '2': 'INT', '3': 'QUIT', '6': 'ABRT', '9': 'KILL', '10': 'USR1', '12': 'USR2', '15': 'TERM' },
  ...{ '28': 'WINCH', hangup: 'HUP', interrupt: 'INT', termination: 'TERM', terminate: 'TERM', abort: 'ABRT' },
}

/** `sighup`, `-9`, `usr1`: the signal without its `SIG`, in capitals. */
function signalOf(word: string): string {
  const bare = word.replace(/^-?(?:sig)?/, '')
  return signals[bare] ?? bare.toUpperCase()
}

const signalWord =
  / (?:-?sig(?!nal)[a-z]+\d?|-?(?:hup|term|int|quit|kill|usr1|usr2|abrt|winch)|hangup|interrupt|termination|terminate|abort|-?\d+)(?= |$)/g

const gently = / (?:gracefully|cleanly)(?= |$)/

/** What is done on which signals, where a request says what it is for. */
const purposes: readonly { readonly said: RegExp; readonly on: ReadonlySet<string> }[] = [
  { said: / dump(?= |$)/, on: new Set(['QUIT', 'ABRT', 'USR1', 'USR2']) },
  {
    said: / (?:to|so|let)(?= ).* (?:config|configuration|certs?|certificates?|settings|secrets|environment|values|logs?|logfiles|files?)(?= |$)/,
    on: new Set(['HUP', 'USR1', 'USR2']),
  },
  { said: / @(?:unneeded|recovery|relief)(?= |$)/, on: new Set(['KILL', 'TERM', 'INT', 'QUIT']) },
]

/** The signal that a request to send one or to kill names last: `kill` itself is one. A refusal where its purpose is another's. */
export function signalIn(text: string): { readonly signal: string } | Refusal {
  const signal = signalOf(text.match(signalWord)?.at(-1)?.trim() ?? 'kill')
  if (signal === 'KILL' && gently.test(text))
    return refuse('intent_not_understood', 'a kill is not graceful; say "stop it", or which signal')
  return purposes.some(({ said, on }) => said.test(text) && !on.has(signal))
    ? refuse(
        'intent_not_understood',
        `expected a signal on which that is done, got ${signal}; e.g. "send SIGHUP to it"`,
      )
    : { signal }
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** The source of an expression for a unit of time. */
export const timeUnit = '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?![a-z])'

const part = new RegExp(`(?:(\\d+(?:\\.\\d+)?) ?|(?:\\ban? )?\\b)(${timeUnit})`, 'g')

/** `10 minutes`, `1h30m`, `an hour`, `day`: seconds; parts of a second are dropped. */
export function secondsOf(span: string): number {
  const sum = [...span.matchAll(part)].reduce((seconds, [, amount, unit = 's']) => {
    return seconds + Number(amount ?? 1) * (secondsOfUnit[unit.slice(0, 1)] ?? 1)
  }, 0)
  return Math.floor(sum)
}
