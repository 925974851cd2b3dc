import { EngineName } from '@devops-ai/contract'
import { type LoadedTls, parseEngineUrl, type TlsMaterial, type TlsPaths } from '@devops-ai/engine'
import { z } from 'zod'

const notEmpty = z.string().min(1)

/** One engine of the engines file. */
const EngineEntry = z.strictObject({
  name: EngineName,
  url: z.string(),
  /** Belongs to `tcp://`, and is required for it on any other machine. */
  tls: z.strictObject({ ca_path: notEmpty, cert_path: notEmpty, key_path: notEmpty }).optional(),
  /** Is the gateway healthy only while this engine answers? */
  required: z.boolean(),
  /** The longest stop time-out that is expected of its containers. */
  stop_timeout_seconds: z.int().min(0).max(3_600),
  /** Only containers with this label, `name` or `name=value`, exist for this gateway; null: all. */
  only_label: z.string().min(1).nullable(),
})

/** One engine, with what its TLS files hold. */
export type ConfiguredEngine = Omit<z.infer<typeof EngineEntry>, 'tls'> & { readonly tls?: TlsMaterial }

const EnginesFile = z.strictObject({ engines: z.array(EngineEntry).min(1) })

export type LoadedEngines =
  | { readonly ok: true; readonly engines: readonly ConfiguredEngine[] }
  | { readonly ok: false; readonly problems: readonly string[] }

interface Circumstances {
  readonly commandTimeoutSeconds: number
  readTls(paths: TlsPaths): LoadedTls
}

/** Reads the text of the engines file. A change must be able to end before its command time-out does. */
export function loadEngines(text: string, { commandTimeoutSeconds, readTls }: Circumstances): LoadedEngines {
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
  const names = file.data.engines.map(({ name }) => name)
  const twice = new Set(names.filter((name, place) => names.indexOf(name) !== place))
  const loaded = file.data.engines.map(({ tls: paths, ...entry }) => {
    const tls = paths && readTls(paths)
    const problems = [
      ...problemsOf(entry, paths !== undefined, commandTimeoutSeconds),
      ...(tls?.ok === false ? tls.problems : []),
    ]
    return {
      engine: tls?.ok ? { ...entry, tls: tls.tls } : entry,
      problems: problems.map((problem) => `the engine ${entry.name}: ${problem}`),
    }
  })
  const problems = [
    ...[...twice].map((name) => `the engines file names "${name}" twice`),
    ...loaded.flatMap((one) => one.problems),
  ]
  return problems.length === 0 ? { ok: true, engines: loaded.map(({ engine }) => engine) } : { ok: false, problems }
}

function problemsOf(
  { url, stop_timeout_seconds }: ConfiguredEngine,
  hasTls: boolean,
  commandTimeoutSeconds: number,
): readonly string[] {
  const address = parseEngineUrl(url, hasTls)
  const endsInTime = stop_timeout_seconds < commandTimeoutSeconds
  return [
    ...(address.ok ? [] : [address.problem]),
    ...(endsInTime
      ? []
      : [
          `stop_timeout_seconds is ${stop_timeout_seconds}, expected less than GATEWAY_COMMAND_TIMEOUT_SECONDS, which is ${commandTimeoutSeconds}`,
        ]),
  ]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
