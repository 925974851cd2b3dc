/** A signal that aborts, as a time-out, after so many milliseconds. Disposed of it never will, and its timer is gone. */
export function deadline(milliseconds: number): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController()
  const timer = setTimeout(
    () => controller.abort(new DOMException(`nothing came within ${milliseconds} ms`, 'TimeoutError')),
    milliseconds,
  )
  timer.unref()
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) }
}
