import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'

export interface SettingsFile {
  readonly pairs: Readonly<Record<string, string | undefined>>
  readonly problems: readonly string[]
}

const secretNames = ['GATEWAY_WATCH_TOKEN', 'INTERPRETER_LLM_API_KEY']

/** Reads a settings file in dotenv syntax. One that holds a secret must be readable by its owner alone. */
export function readSettingsFile(path: string): SettingsFile {
  try {
    const pairs = parseEnv(readFileSync(path, 'utf8'))
    const mode = statSync(path).mode & 0o777
    const holdsSecret = secretNames.some((name) => (pairs[name] ?? '') !== '')
    const problems =
      holdsSecret && (mode & 0o077) !== 0
        ? [`${path} holds secrets and has mode ${mode.toString(8)}, expected 600: chmod 600 ${path}`]
        : []
    return { pairs, problems }
  } catch (error) {
    return {
      pairs: {},
      problems: [`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`],
    }
  }
}
