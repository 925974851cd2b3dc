/** How programs say that a peer cannot be reached: it refused, or its name means nothing. */
const refused =
  /connection refused|econnrefused|no route to host|ehostunreach|network is unreachable|(?:can't|cannot|could not|unable to|failed to) connect to|unabletoconnect|connection timed out|etimedout|upstream prematurely closed|no live upstreams/i
const unnamed =
  /could not resolve host|enotfound|eai_again|name or service not known|name resolution|could not translate host name|host not found in upstream|bad address|no such host|unknown host|nodename nor servname/i

/** How many of the last lines are looked at. */
const most = 10

export type Unreachable = 'refused' | 'unnamed'

export function unreachable(line: string): Unreachable | null {
  if (unnamed.test(line)) return 'unnamed'
  return refused.test(line) ? 'refused' : null
}

/** The words of the last lines that say that a peer cannot be reached. Whoever has such a name may be that peer. */
export function unreachableNames(lines: readonly string[]): ReadonlySet<string> {
  const words = lines
    .filter((line) => line.trim() !== '')
    .slice(-most)
    .filter((line) => unreachable(line) !== null)
    .flatMap((line) => line.split(/[^A-Za-z0-9_.-]+/))
  return new Set(words.map((word) => word.replace(/^[.-]+|[.-]+$/g, '')).filter((word) => word !== ''))
}
