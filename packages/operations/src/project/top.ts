import { z } from 'zod'
import type { EngineTop } from '../engine/top.ts'
import { cut, printable, type Projection } from './projection.ts'

/** What "show the processes" answers in `data`: rows of the host's `ps`. */
export const TopFacts = z.object({
  titles: z.array(z.string()),
  processes: z.array(z.array(z.string())),
  truncated: z.boolean(),
})
export type TopFacts = z.infer<typeof TopFacts>

const mostProcesses = 200
const mostCharacters = 500

/** The processes of a container. Command lines are shown as they are; redacting them is the caller's. */
export function projectTop({ Titles, Processes }: EngineTop): Projection<TopFacts> {
  const rows = Processes ?? []
  const data: TopFacts = {
    titles: Titles,
    processes: rows.slice(0, mostProcesses).map((row) => row.map((cell) => cut(printable(cell), mostCharacters))),
    truncated: rows.length > mostProcesses,
  }
  const text = [data.titles, ...data.processes].map((row) => row.join('  ')).join('\n')
  return { data, text: data.truncated ? `${text}\n[${rows.length - mostProcesses} more]` : text }
}
