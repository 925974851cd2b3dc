/** Where an engine listens: a unix socket, or plain HTTP on this machine (a socket proxy). TLS comes with its own issue. */
export interface EngineAddress {
  readonly origin: string
  readonly socketPath: string | null
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: EngineAddress }
  | { readonly ok: false; readonly problem: string }

const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})\/?$/
// The kernel's bound for the path of a unix socket, less the closing zero.
const longestSocketPath = 107

/** Reads the `url` of the engines file: `unix:///path/to.sock` or `http://127.0.0.1:port`. */
export function parseEngineUrl(url: string): ParsedAddress {
  if (url.startsWith('unix:///')) {
    const socketPath = url.slice('unix://'.length)
    if (Buffer.byteLength(socketPath) <= longestSocketPath) {
      return { ok: true, address: { origin: 'http://engine', socketPath } }
    }
    return { ok: false, problem: `the socket path of "${url}" is longer than ${longestSocketPath} bytes` }
  }
  const [, host, port] = loopback.exec(url) ?? []
  if (host === undefined || Number(port) > 65_535) {
    return { ok: false, problem: `got the engine url "${url}", expected unix:///path or http://127.0.0.1:port` }
  }
  return { ok: true, address: { origin: `http://${host}:${port}`, socketPath: null } }
}
