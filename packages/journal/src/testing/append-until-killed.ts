import { writeSync } from 'node:fs'
import { type Disk, type OpenFile, realDisk } from '../disk.ts'
import { intentOf, open, outcomeOf } from './entries.ts'

/**
 * A gateway's journal at work: appends as fast as it can, begins a new segment every few lines, and writes the number of
 * each acknowledged change to stdout. With a third argument it kills itself at that write or sync, a write half done.
 */
const [, , dir = '', from = '0', moment = 'Infinity'] = process.argv

let left = Number(moment)
async function untilTheEnd(half: () => Promise<unknown> = async () => {}): Promise<void> {
  left -= 1
  if (left > 0) return
  await half()
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {})
}

const deadly = (file: OpenFile): OpenFile => ({
  fd: file.fd,
  stat: (options) => file.stat(options),
  read: (buffer, offset, length, position) => file.read(buffer, offset, length, position),
  async write(buffer, offset, length, position) {
    await untilTheEnd(() => file.write(buffer, offset, length >> 1, position))
    return await file.write(buffer, offset, length, position)
  },
  truncate: (size) => file.truncate(size),
  async datasync() {
    await untilTheEnd()
    await file.datasync()
    await untilTheEnd()
  },
  async sync() {
    await untilTheEnd()
    await file.sync()
    await untilTheEnd()
  },
  close: () => file.close(),
})
const disk: Disk = { open: async (...words) => deadly(await realDisk.open(...words)) }

const journal = await open(dir, { segmentBytes: 20_000, disk })
for (let number = Number(from); ; number += 4) {
  const group = [0, 1, 2, 3].map(async (step) => {
    await journal.append(intentOf(number + step))
    await journal.append(outcomeOf(number + step))
    writeSync(1, `${number + step}\n`)
  })
  await Promise.all(group)
}
