import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { destroyEngine } from './leftovers.ts'

const thisFile = fileURLToPath(import.meta.url)

/**
 * A process that ends the engine of the folder when we end, however we end: Ctrl-C and kill -9 included. It holds the other end of a
 * pipe that nobody writes to; the pipe's end is our end.
 */
export async function guard(dir: string): Promise<void> {
  const guardian = spawn(process.execPath, [thisFile, `${dir}/`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'] },
  })
  guardian.stdin.on('error', () => {})
  guardian.unref()
  if (guardian.stdin instanceof Socket) guardian.stdin.unref()
  await once(guardian, 'spawn')
}

if (process.argv[1] === thisFile) {
  const dir = process.argv[2]?.replace(/\/$/, '')
  process.stdin.resume()
  await once(process.stdin, 'close')
  if (dir) await destroyEngine(dir)
}
