import { destination, pino } from 'pino'
import type { Log } from './ports.ts'

/** Bytes that wait for a reader who does not keep up; what comes beyond them is lost, so that the memory is bounded, and counted. */
const mostWaiting = 8 * 1024 * 1024

export interface OutputLog extends Log {
  /** A line as it is, in its place among the others. */
  line(text: string): void
}

/**
 * Writes to a file descriptor in the background: whoever reads the log slowly, or not at all, holds up nothing else. What
 * waits is written at the end of the process.
 */
export function logTo(fd: number, level: string): OutputLog {
  const stream = destination({ fd, sync: false, maxLength: mostWaiting })
  const logger = pino({ level, base: { service: 'agent' } }, stream)
  let lost = 0
  stream.on('drop', () => (lost += 1))
  stream.on('drain', () => {
    const missing = lost
    lost = 0
    if (missing > 0) logger.warn(`${missing} lines of this log are missing here: nobody read it in time`)
  })
  return {
    info: (sentence, fields) => logger.info(fields ?? {}, sentence),
    warn: (sentence, fields) => logger.warn(fields ?? {}, sentence),
    error: (sentence, fields) => logger.error(fields ?? {}, sentence),
    line: (text) => void stream.write(`${text}\n`),
  }
}
