import { writeSync } from 'node:fs'
import { intentOf, open, outcomeOf } from './entries.ts'

// A gateway's journal at work: appends as fast as it can and writes the number of each acknowledged change to stdout.
const [, , dir = '', from = '0'] = process.argv
const journal = await open(dir, { segmentBytes: 50_000 })
for (let number = Number(from); ; number += 4) {
  const group = [0, 1, 2, 3].map(async (step) => {
    await journal.append(intentOf(number + step))
    await journal.append(outcomeOf(number + step))
    writeSync(1, `${number + step}\n`)
  })
  await Promise.all(group)
}
