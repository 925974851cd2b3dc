// A line longer than this is no event: labels of a container are bounded by the engine far below.
const longestLine = 4 * 1024 * 1024

/** The lines of a stream of UTF-8, without their ends. A line longer than 4 MiB is left out. */
export async function* textLines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (!skipping && line !== '') yield line
      skipping = false
    }
    if (rest.length > longestLine) {
      rest = ''
      skipping = true
    }
  }
  if (rest !== '' && !skipping) yield rest
}
