import type { FastifyBaseLogger } from 'fastify'
import type { IndexNote, WatchNote } from '@devops-ai/engine'

/** What the index notices, as log lines. */
export const logIndexNote =
  (log: FastifyBaseLogger) =>
  (note: IndexNote): void => {
    switch (note.kind) {
      case 'connected':
        return log.info(`the engine ${note.engine} answers: API ${note.apiVersion}, ${note.containers} containers`)
      case 'lost':
        return log.warn(`the engine ${note.engine} is lost: ${note.reason}`)
      case 'unread':
        return log.warn(`the container ${note.id} of the engine ${note.engine} cannot be read: ${note.reason}`)
    }
  }

/** What the watch tells and how it is taken, as log lines. */
export const logWatchNote =
  (log: FastifyBaseLogger) =>
  (note: WatchNote): void => {
    switch (note.kind) {
      case 'told':
        return log.info(`alert ${note.alert} of ${note.container}: ${note.status}`)
      case 'delivered':
        return log.debug(`${note.alerts} alerts were taken`)
      case 'undelivered':
        return log.warn(`${note.waiting} alerts wait: ${note.reason}`)
      case 'dropped':
        return log.error(`${note.alerts} alerts were dropped: too many wait`)
    }
  }
