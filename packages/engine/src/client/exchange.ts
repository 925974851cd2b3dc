import type { Dispatcher } from 'undici'

/** A whole answer; `isCut`: a sink had enough of it, or its time was up when the sink had taken something. */
export interface Answer {
  readonly status: number
  readonly text: string
}
export interface Poured extends Answer {
  readonly isCut: boolean
}

/** Takes the body of a 200 piece by piece, which is then no part of the answer's text. */
export interface Sink {
  readonly deadlineMs: number
  /** False: that was enough. */
  take(piece: Uint8Array): boolean
}

/** A request was given up: nobody waits for its answer any more. */
export class NothingCame extends Error {
  override readonly name = 'NothingCame'
}

type Request = Pick<Dispatcher.DispatchOptions, 'method' | 'path' | 'query'>

/**
 * Sends a request and collects the answer; rejects with what broke the connection, or with `NothingCame` after the
 * deadline, counted from now. It makes no stream of the body, which would cost more than all the rest of a small answer.
 */
export const exchange = (dispatcher: Dispatcher, request: Request, deadlineMs: number): Promise<Answer> =>
  pour(dispatcher, request, { deadlineMs, take: null })

/** The same, its pieces given to `take` as they come, and no more of them read than it wants. */
export const pour = (
  dispatcher: Dispatcher,
  request: Request,
  { deadlineMs, take }: { readonly deadlineMs: number; readonly take: Sink['take'] | null },
): Promise<Poured> =>
  new Promise((resolve, reject) => {
    const kept: Buffer[] = []
    let [status, isTaken] = [0, false]
    let sent: Dispatcher.DispatchController | null = null
    let over: NothingCame | null = null
    const giveUp = (reason: NothingCame): void => {
      over = reason
      settle(isTaken ? null : reason)
      sent?.abort(reason)
    }
    const timer = setTimeout(() => giveUp(new NothingCame(`nothing came within ${deadlineMs} ms`)), deadlineMs)
    timer.unref()
    const settle = (error: unknown): void => {
      clearTimeout(timer)
      if (error !== null) return reject(error)
      const [only = Buffer.alloc(0), ...more] = kept
      const text = (more.length === 0 ? only : Buffer.concat(kept)).toString('utf8')
      resolve({ status, text, isCut: over !== null })
    }
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        sent = controller
        // It had waited for a connection until nobody waited for it any more.
        if (over) controller.abort(over)
      },
      onResponseStart: (_, code) => void (status = code),
      onResponseData(_, piece) {
        if (over) return
        if (!take || status !== 200) return void kept.push(piece)
        isTaken = true
        if (!take(piece)) giveUp(new NothingCame('enough was read'))
      },
      onResponseEnd: () => settle(null),
      onResponseError: (_, error) => settle(error),
    }
    try {
      dispatcher.dispatch(request, handler)
    } catch (error) {
      settle(error)
    }
  })
