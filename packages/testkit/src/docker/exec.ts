import { z } from 'zod'
import { call, type DockerApi } from './api.ts'
import { textOfFrames, type StreamText } from './frames.ts'

export interface ExecResult extends StreamText {
  readonly code: number
}

const prepare = async (api: DockerApi, id: string, cmd: readonly string[], attach: boolean): Promise<string> => {
  const body = { Cmd: cmd, AttachStdout: attach, AttachStderr: attach }
  const reply = await call(api, { method: 'POST', path: `/containers/${id}/exec`, body }, [201])
  return z.object({ Id: z.string() }).parse(reply.json).Id
}

/** Runs a program inside a running container to its end. */
export async function execIn(api: DockerApi, id: string, cmd: readonly string[]): Promise<ExecResult> {
  const exec = await prepare(api, id, cmd, true)
  const body = { Detach: false, Tty: false }
  const output = await call(api, { method: 'POST', path: `/exec/${exec}/start`, body }, [200])
  const after = await call(api, { method: 'GET', path: `/exec/${exec}/json` }, [200])
  return { ...textOfFrames(output.bytes), code: z.object({ ExitCode: z.int() }).parse(after.json).ExitCode }
}

/** Starts a program inside a running container and leaves it there. */
export async function execDetached(api: DockerApi, id: string, cmd: readonly string[]): Promise<void> {
  const exec = await prepare(api, id, cmd, false)
  await call(api, { method: 'POST', path: `/exec/${exec}/start`, body: { Detach: true } }, [200])
}
