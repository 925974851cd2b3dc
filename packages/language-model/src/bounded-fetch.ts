/** A model's answer is at most this large; a provider that sends more is cut off. */
export const maxAnswerBytes = 1_048_576

/** `fetch` whose answer's body fails once it is larger than `limit` bytes, so that no provider can fill the memory. */
export function boundedFetch(
  limit: number,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' })
    if (!response.body) return response
    let seen = 0
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        seen += piece.byteLength
        if (seen > limit) controller.error(new Error(`the model's answer is larger than ${limit} bytes`))
        else controller.enqueue(piece)
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers })
  }
}
