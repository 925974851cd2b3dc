import { parentPort } from 'node:worker_threads'
import { hostileTexts } from './hostile.ts'
import { tallied, type Stretch } from './tally.ts'

/** Judges each stretch that it is sent and answers with its tally. */
const hostile = hostileTexts()
parentPort?.on('message', (stretch: Stretch) => parentPort?.postMessage(tallied(stretch, hostile)))
