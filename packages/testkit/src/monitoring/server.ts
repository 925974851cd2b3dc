import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../ports.ts'
import { startProcess, type RunningProcess } from '../process.ts'
import { until } from '../until.ts'
import { debianProgram, type DebianProgram } from './debian-program.ts'
import { seeingItsShare } from './own-share.ts'

/** A real monitoring program on a free loopback port; disposing ends it and removes its folder. */
export interface MonitoringServer extends AsyncDisposable {
  readonly url: string
  readonly process: RunningProcess
}

export interface ServerPlan {
  readonly program: DebianProgram
  /** Files of its folder by name; `config.yml` is its configuration. JSON is YAML, so JSON is written. */
  readonly files: Readonly<Record<string, unknown>>
  readonly args: (place: { readonly dir: string; readonly listen: string }) => readonly string[]
}

/** Starts it and waits until it says that it is ready (20 s). */
export async function startServer({ program, files, args }: ServerPlan): Promise<MonitoringServer> {
  const command = await debianProgram(program)
  const dir = await mkdtemp(join(tmpdir(), `devops-ai-${program}-`))
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(join(dir, name), JSON.stringify(content, null, 2))
    const listen = `127.0.0.1:${await freePort()}`
    const running = await startProcess({ name: program, cwd: dir, ...seeingItsShare(command, args({ dir, listen })) })
    const end = async (): Promise<void> => {
      await running.stop()
      await rm(dir, { recursive: true, force: true })
    }
    await untilReady(program, `http://${listen}`, running).catch(async (error: unknown) => {
      await end()
      throw error
    })
    return { url: `http://${listen}`, process: running, [Symbol.asyncDispose]: end }
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw error
  }
}

const untilReady = async (name: string, url: string, running: RunningProcess): Promise<void> => {
  let ended = false
  void running.exited.then(() => (ended = true))
  const ready = async (): Promise<boolean> => {
    if (ended)
      throw new Error(
        `${name} ended: ${running.lines
          .slice(-5)
          .map((line) => line.text)
          .join('\n')}`,
      )
    return fetch(`${url}/-/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
  }
  await until(ready, { what: `${name} to be ready`, deadlineMs: 20_000, everyMs: 100 })
}
