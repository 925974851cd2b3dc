import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as pause } from 'node:timers/promises'
import { type Adapters, realAdapters } from '../src/assemble.ts'
import { runGateway } from '../src/process.ts'
import { type Death, deathIn, type Written } from './crash/points.ts'

/**
 * The gateway with a sudden end at one of the points of crash/points.ts. They are wrapped around ports, or told by Node and
 * undici of what goes in and out; the production code knows of none.
 */
const written: Readonly<Partial<Record<string, Written>>> = {
  intent: 'intent',
  outcome: 'outcome',
  approval_requested: 'question',
  approval_ended: 'verdict',
}
const death = deathIn(process.env)
let passed = 0

/** kill -9 of this process at this very moment, where it is time. */
function passing(point: Death['at']): void {
  if (point !== death.at) return
  passed += 1
  if (passed === death.nth) process.kill(process.pid, 'SIGKILL')
}

/** The engine's own events that are points, by their actions. */
const actions: Readonly<Partial<Record<Death['at'], string>>> = {
  stopping: 'kill',
  died: 'die',
  stopped: 'stop',
  started: 'start',
}
const action = actions[death.at]

/** All events of a change have happened when it is answered; this long they may take to be read. */
const eventsMs = 1_000

const adapters: Adapters = {
  openJournal: async (settings) => {
    const journal = await realAdapters.openJournal(settings)
    return {
      ...journal,
      append: async (body) => {
        const entry = written[body.type]
        if (entry) passing(`before ${entry}`)
        const reference = await journal.append(body)
        if (entry) passing(`after ${entry}`)
        return reference
      },
    }
  },
  connectEngine: (settings) => {
    const engine = realAdapters.connectEngine(settings)

    async function listen(id: string, since: Date): Promise<void> {
      for await (const event of engine.events(since, new AbortController().signal))
        if (event.id === id && event.action === action) return passing(death.at)
    }
    return {
      ...engine,
      look: async (object, id) => {
        passing('before look')
        const look = await engine.look(object, id)
        passing('after look')
        return look
      },
      change: async (target, call) => {
        passing('before call')
        const heard = action === undefined ? undefined : listen(target, new Date())
        heard?.catch(() => undefined)
        const answer = await engine.change(target, call)
        if (heard) await Promise.race([heard, pause(eventsMs)])
        passing('answered')
        return answer
      },
    }
  },
}

const field = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null && name in thing ? Reflect.get(thing, name) : undefined

const isOf = (message: unknown, name: 'url' | 'path', shape: RegExp): boolean => {
  const request = field(message, 'request')
  return field(request, 'method') === 'POST' && shape.test(String(field(request, name)))
}
const asked = /^\/execute-docker-command/
subscribe('http.server.request.start', (message) => void (isOf(message, 'url', asked) && passing('request arrived')))
subscribe('http.server.response.finish', (message) => void (isOf(message, 'url', asked) && passing('answer sent')))
subscribe(
  'undici:request:bodySent',
  (message) => void (isOf(message, 'path', /\/containers\/[0-9a-f]{64}\//) && passing('call sent')),
)

await runGateway(process, adapters)
