/** A container's restart policy as `docker update --restart` writes it. */
type RestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}`

/** Kinds that are said in full by their name. */
type Bare =
  | `container.${'inspect' | 'health' | 'stats' | 'top' | 'port' | 'diff' | 'wait' | 'start' | 'pause' | 'unpause' | 'remove'}`
  | `network.${'list' | 'inspect'}`
  | `volume.${'list' | 'inspect'}`
  | `image.${'list' | 'inspect' | 'history'}`
  | `system.${'info' | 'version' | 'df'}`
  | `service.${'list' | 'inspect' | 'ps' | 'force-update' | 'rollback'}`
  | `node.${'list' | 'inspect' | 'ps'}`
  | `stack.${'services' | 'ps'}`

interface Lines {
  readonly tail: number
  readonly since_seconds?: number
  readonly errors_only: boolean
  readonly timestamps: boolean
}

/**
 * A typed operation as this corpus expects it. Written out here on purpose, not inferred from the schemas:
 * the corpus states what operators mean, whatever the code has come to accept.
 */
export type Meant =
  | { readonly kind: Bare }
  | { readonly kind: 'container.list'; readonly all: boolean }
  | ({ readonly kind: 'container.logs'; readonly until_seconds?: number } & Lines)
  | ({ readonly kind: 'service.logs' } & Lines)
  | { readonly kind: 'container.stop' | 'container.restart'; readonly timeout_seconds?: number }
  | {
      readonly kind: 'container.kill'
      readonly signal: 'KILL' | 'TERM' | 'INT' | 'QUIT' | 'HUP' | 'USR1' | 'USR2' | 'ABRT' | 'WINCH'
    }
  | {
      readonly kind: 'container.update'
      readonly memory_bytes?: number
      readonly cpus?: number
      readonly pids_limit?: number
      readonly restart_policy?: RestartPolicy
    }
  | { readonly kind: 'network.connect'; readonly network: string; readonly aliases: readonly string[] }
  | { readonly kind: 'network.disconnect'; readonly network: string }
  | { readonly kind: 'system.events'; readonly since_seconds: number; readonly until_seconds: number }
  | { readonly kind: 'service.scale'; readonly replicas: number }

/** What is right to make of an intent. */
export type Expected = Meant | { readonly refused: true }

/** One intent as an operator writes it, the target of the request, and what it means; a list where each reading is fair. */
export interface Row {
  readonly intent: string
  readonly target: string
  readonly expect: Expected | readonly Expected[]
}
