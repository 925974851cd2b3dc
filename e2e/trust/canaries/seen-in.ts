import type { Canary } from './planted.ts'

/** Texts as they are, and what their base64, hex and percent-encoded parts say: in one of these a secret would be readable. */
function readings(text: string): readonly string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []
  const decoded = runs.flatMap((run) => [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('utf8')))
  const hex = (text.match(/(?:[0-9a-fA-F]{2}){6,}/g) ?? []).map((run) => Buffer.from(run, 'hex').toString('utf8'))
  const url = text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
  )
  return [text, decoded.join('\n'), hex.join('\n'), url, url.replaceAll('+', ' ')]
}

/** The canaries that can be read in a text, in plain, base64, hex or URL form, also where JSON has escaped them. */
export function seenIn(text: string, canaries: readonly Canary[]): readonly string[] {
  const all = readings(text)
  return canaries
    .filter(({ value }) =>
      [value, JSON.stringify(value).slice(1, -1)].some((form) => all.some((read) => read.includes(form))),
    )
    .map(({ where, is }) => `${where}: ${is}`)
}
