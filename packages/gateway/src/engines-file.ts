import { EngineName } from '@devops-ai/contract'
import { z } from 'zod'
import { parseEngineUrl } from '@devops-ai/engine'

/** One engine of the engines file. */
export const EngineEntry = z.strictObject({
  name: EngineName,
  url: z.string().superRefine((url, context) => {
    const parsed = parseEngineUrl(url)
    if (!parsed.ok) context.addIssue(parsed.problem)
  }),
  /** Is the gateway healthy only while this engine answers? */
  required: z.boolean(),
  /** The longest stop time-out that is expected of its containers. */
  stop_timeout_seconds: z.int().min(0).max(3_600),
  /** Only containers with this label, `name` or `name=value`, exist for this gateway; null: all. */
  only_label: z.string().min(1).nullable(),
})
export type EngineEntry = z.infer<typeof EngineEntry>

const EnginesFile = z.strictObject({ engines: z.array(EngineEntry).min(1) })

export type LoadedEngines =
  | { readonly ok: true; readonly engines: readonly EngineEntry[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the text of the engines file. A change must be able to end before its command time-out does. */
export function loadEngines(text: string, commandTimeoutSeconds: number): LoadedEngines {
  const json = parseJson(text)
  if (json === undefined) return { ok: false, problems: ['the engines file is not JSON'] }
  const file = EnginesFile.safeParse(json)
  if (!file.success) {
    return {
      ok: false,
      problems: file.error.issues.map(
        ({ path, message }) => `the engines file, ${z.core.toDotPath(path) || 'top level'}: ${message}`,
      ),
    }
  }
  const { engines } = file.data
  const names = engines.map(({ name }) => name)
  const problems = [
    ...new Set(
      names
        .filter((name, place) => names.indexOf(name) !== place)
        .map((name) => `the engines file names "${name}" twice`),
    ),
    ...engines
      .filter(({ stop_timeout_seconds }) => stop_timeout_seconds >= commandTimeoutSeconds)
      .map(
        ({ name, stop_timeout_seconds }) =>
          `the engine ${name} has stop_timeout_seconds ${stop_timeout_seconds}, expected less than GATEWAY_COMMAND_TIMEOUT_SECONDS, which is ${commandTimeoutSeconds}`,
      ),
  ]
  return problems.length === 0 ? { ok: true, engines } : { ok: false, problems }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
