import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { logTo } from './log.ts'

/** A pipe whose other end is ours to read, or not. */
function pipe(): number {
  const dir = mkdtempSync(join(tmpdir(), 'log-'))
  const path = join(dir, 'pipe')
  execFileSync('mkfifo', [path])
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  onTestFinished(() => {
    closeSync(fd)
    rmSync(dir, { recursive: true })
  })
  return fd
}

async function linesOf(fd: number, last: string): Promise<readonly string[]> {
  const buffer = Buffer.alloc(1024 * 1024)
  let text = ''
  while (!text.endsWith(`${last}\n`)) {
    try {
      text += buffer.toString('utf8', 0, readSync(fd, buffer))
    } catch {
      await new Promise((later) => setImmediate(later))
    }
  }
  return text.trimEnd().split('\n')
}

test('a reader that does not read holds up nobody, and finds every line in order when it comes back', async () => {
  const fd = pipe()
  const log = logTo(fd, 'info')
  for (let number = 0; number < 5_000; number += 1) log.info(`line ${number}`, { incident: 'x'.repeat(100) })
  log.line('ready')
  const lines = await linesOf(fd, 'ready')
  expect(lines.slice(0, -1).map((line) => /"msg":"line (\d+)"/.exec(line)?.[1])).toEqual(
    Array.from({ length: 5_000 }, (_, number) => String(number)),
  )
})

test('what is below the level is not written', async () => {
  const fd = pipe()
  const log = logTo(fd, 'error')
  log.info('quiet')
  log.error('loud')
  log.line('end')
  const lines = await linesOf(fd, 'end')
  expect(lines).toEqual([expect.stringContaining('"msg":"loud"'), 'end'])
})

test('lines that nobody read in time are lost, and counted where they are missing', async () => {
  const fd = pipe()
  const log = logTo(fd, 'info')
  const [megabyte, most] = ['x'.repeat(1024 * 1024), 12]
  for (let number = 0; number < most; number += 1) log.info(`line ${number}`, { megabyte })
  let text = ''
  const buffer = Buffer.alloc(1024 * 1024)
  while (!/are missing here[^\n]*\n$/.test(text)) {
    try {
      text = (text + buffer.toString('utf8', 0, readSync(fd, buffer))).replaceAll(megabyte, '')
    } catch {
      await new Promise((later) => setImmediate(later))
    }
  }
  const written = text.match(/"msg":"line \d+"/g) ?? []
  expect(written.length).toBeGreaterThan(0)
  expect(text).toContain(`${most - written.length} lines of this log are missing here`)
})
