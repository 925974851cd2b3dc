import { refuse, type Refusal } from '@devops-ai/contract'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { bytesOf, type Bytes } from './bytes.ts'
import type { InFlight } from './in-flight.ts'

/** 10,000 alerts are about 6.3 MiB. */
export const mostBytes = 64 * 1024 * 1024

/** A body that was read. Its bytes count as held until `release` is called, once. */
export interface Held {
  readonly ok: true
  readonly bytes: Bytes
  readonly release: () => void
}

const codings: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/**
 * Reads a body into memory, unpacked, as long as there is room. What is too large is refused as soon as that is known.
 * Throws what the connection throws.
 */
export async function readBody(
  stream: Readable,
  headers: IncomingHttpHeaders,
  room: InFlight,
): Promise<Held | Refusal> {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const unpack = coding === 'identity' || coding === '' ? null : codings[coding]
  if (unpack === undefined)
    return refuse(
      'invalid_request',
      `got the content coding "${coding}", expected one of ${Object.keys(codings).join(', ')}`,
    )
  const announced = Number(headers['content-length'] ?? 0)
  if (announced > mostBytes) return tooLarge()
  // Room for all of it at once, or two bodies might wait for each other with half of each in memory.
  let held = announced
  if (!room.take(held)) return full()
  const release = (): void => room.give(held)
  const pieces: Uint8Array[] = []
  let size = 0
  let kept = false
  try {
    for await (const piece of piecesOf(stream, unpack)) {
      size += piece.length
      if (size > mostBytes) return tooLarge()
      if (size > held && !room.take(size - held)) return full()
      held = Math.max(held, size)
      pieces.push(piece)
    }
    kept = true
    return { ok: true, bytes: bytesOf(pieces), release }
  } catch (error) {
    if (unpack === null || stream.errored) throw error
    return refuse('invalid_request', `the body is not the ${coding} that its header says`)
  } finally {
    if (!kept) release()
    // Whatever is left is let pass, so that the sender hears the answer.
    if (!stream.destroyed) stream.resume()
  }
}

/** What has been read of the stream stays read when the reader stops; the stream itself goes on living. */
async function* piecesOf(stream: Readable, unpack: (() => Transform) | null): AsyncGenerator<Uint8Array> {
  const source = unpack === null ? stream : stream.pipe(unpack())
  const fail = (error: Error): void => void (source !== stream && source.destroy(error))
  stream.once('error', fail)
  try {
    for await (const piece of source.iterator({ destroyOnReturn: false })) if (piece instanceof Uint8Array) yield piece
  } finally {
    stream.off('error', fail)
    stream.unpipe()
    if (source !== stream) source.destroy()
  }
}

const tooLarge = (): Refusal => refuse('body_too_large', 'the body is too large: expected at most 64 MiB, unpacked')

const full = (): Refusal =>
  refuse('overloaded', 'too much is being received at the moment; nothing was stored, try again', {
    retryAfterSeconds: 2,
  })
