/** Where an engine listens: a unix socket, plain HTTP on this machine (a socket proxy), or TLS anywhere. */
export interface EngineAddress {
  readonly origin: string
  readonly socketPath: string | null
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: EngineAddress }
  | { readonly ok: false; readonly problem: string }

const overNetwork = /^(http|https|tcp):\/\/([\w.-]+|\[[\da-f:.]+\]):(\d{1,5})\/?$/i
const thisMachine = /^(?:127\.0\.0\.1|localhost|\[::1\])$/i
// The kernel's bound for the path of a unix socket, less the closing zero.
const longestSocketPath = 107

const refused = (problem: string): ParsedAddress => ({ ok: false, problem })
const forms = 'unix:///path, tcp://host:port with "tls", or http://127.0.0.1:port'
const howToSecure =
  'expected tcp://host:port and beside it "tls": {"ca_path": …, "cert_path": …, "key_path": …}, as docs/engines.md shows'

/** Reads the `url` of the engines file. `hasTls` says whether its entry has `tls`, which belongs to `tcp://` alone. */
export function parseEngineUrl(url: string, hasTls: boolean): ParsedAddress {
  if (url.startsWith('unix:///')) return hasTls ? refused(needless(url)) : socketAt(url)
  const [, scheme = '', host = '', port] = overNetwork.exec(url) ?? []
  if (port === undefined || Number(port) > 65_535) return refused(`got the engine url "${url}", expected ${forms}`)
  if (scheme.toLowerCase() === 'tcp' && hasTls) return at(`https://${host}:${port}`)
  if (scheme.toLowerCase() === 'https') return refused(`got the engine url "${url}", ${howToSecure}`)
  if (hasTls) return refused(needless(url))
  if (thisMachine.test(host)) return at(`http://${host}:${port}`)
  return refused(`"${url}" is another machine without TLS: whoever is on the way could command it; ${howToSecure}`)
}

const at = (origin: string): ParsedAddress => ({ ok: true, address: { origin, socketPath: null } })

const needless = (url: string): string => `"${url}" has "tls", expected it beside tcp://host:port alone`

function socketAt(url: string): ParsedAddress {
  const socketPath = url.slice('unix://'.length)
  if (Buffer.byteLength(socketPath) > longestSocketPath)
    return refused(`the socket path of "${url}" is longer than ${longestSocketPath} bytes`)
  return { ok: true, address: { origin: 'http://engine', socketPath } }
}
