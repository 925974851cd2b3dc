import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../command.ts'
import { dockerAt } from '../docker/api.ts'
import { call } from '../docker/api.ts'
import { removeContainer } from '../docker/container.ts'
import { z } from 'zod'
import { until } from '../until.ts'
import { engineAt } from './find.ts'
import { layoutIn, type Layout } from './layout.ts'
import { takeFenceAway } from './namespace.ts'
import { processesOf, signal } from './processes.ts'

/**
 * Ends the private engine of the folder, in whatever state it is, and removes all that it made. Needs only the folder,
 * so another process than the one that started it can do it. May be called twice.
 */
export async function destroyEngine(dir: string): Promise<void> {
  const layout = layoutIn(dir)
  await removeContainers(layout)
  await endProcesses(layout)
  await removeCgroups(layout)
  await takeFenceAway(layout.fence)
  await unmountBelow(dir)
  await rm(dir, { recursive: true, force: true, maxRetries: 5 })
}

const removeContainers = async (layout: Layout): Promise<void> => {
  if ((await engineAt(layout.socketPath)) === undefined) return
  await using api = dockerAt(layout.socketPath)
  const reply = await call(api, { method: 'GET', path: '/containers/json', query: { all: 'true' } }, [200])
  const containers = z.array(z.object({ Id: z.string() })).parse(reply.json)
  await Promise.all(containers.map(({ Id }) => removeContainer(api, Id)))
}

const asked = (dir: string): Promise<boolean> => processesOf(dir).then((pids) => pids.length === 0)

/** First the daemons by their own way of ending; whatever is left after 10 s is killed with all that it started. */
const endProcesses = async ({ dir }: Layout): Promise<void> => {
  for (const pid of await processesOf(dir)) {
    signal(pid, 'SIGCONT')
    signal(pid, 'SIGTERM')
  }
  const gone = { what: `the processes of ${dir} to end`, deadlineMs: 10_000 }
  await until(() => asked(dir), gone).catch(async () => {
    for (const pid of await processesOf(dir)) signal(pid, 'SIGKILL')
    await until(() => asked(dir), gone)
  })
}

/** A container that was killed from outside leaves its empty control groups behind. */
const removeCgroups = async ({ dockerData }: Layout): Promise<void> => {
  const ids = await readdir(join(dockerData, 'containers')).catch(() => [])
  const hierarchies = await readdir('/sys/fs/cgroup').catch(() => [])
  for (const id of ids) {
    const places = ['/sys/fs/cgroup/docker', ...hierarchies.map((name) => `/sys/fs/cgroup/${name}/docker`)]
    await Promise.all(places.map((place) => rmdir(join(place, id)).catch(() => {})))
  }
}

const unmountBelow = async (dir: string): Promise<void> => {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  const places = lines.map((line) => line.split(' ')[4] ?? '').filter((place) => place.startsWith(`${dir}/`))
  for (const place of places.toReversed()) await runCommand('umount', ['--lazy', place])
}
