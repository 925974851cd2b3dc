import { aptInstall, isDebian, missingPackages, type NeededPackage } from './debian.ts'
import { findEngine } from './find.ts'

/** Where Docker is to be had: an engine that runs, or the means to start one of our own. */
export type DockerAnswer =
  | { readonly ok: true; readonly kind: 'existing'; readonly socketPath: string }
  | { readonly ok: true; readonly kind: 'private' }
  | { readonly ok: false; readonly detail: string }

export interface EnsureDockerOptions {
  /** May packages be installed at all? `--no-install` says no. */
  readonly install: boolean
  /** `--yes`: do not ask. */
  readonly yes: boolean
  /** Tells a sentence to the person, on stderr. */
  readonly say: (sentence: string) => void
  /** Asks the person; absent without a terminal, and then it goes on as with `--yes`. */
  readonly ask?: (question: string) => Promise<boolean>
  /** Use a private engine even where one answers. */
  readonly preferPrivate?: boolean
}

/** What the decision stands on; tests give their own. */
export interface Machine {
  readonly engine: () => Promise<{ readonly socketPath: string } | undefined>
  readonly missing: () => Promise<readonly NeededPackage[]>
  readonly debian: () => Promise<boolean>
  readonly root: boolean
  readonly install: (packages: readonly NeededPackage[]) => Promise<void>
}

export const thisMachine: Machine = {
  engine: () => findEngine(),
  missing: missingPackages,
  debian: isDebian,
  root: process.getuid?.() === 0,
  install: aptInstall,
}

/** An engine that answers is used as it is; else, as root on Debian, what a private one needs is installed after saying so. */
export async function ensureDocker(options: EnsureDockerOptions, machine = thisMachine): Promise<DockerAnswer> {
  const before = await lookAround(options, machine)
  if (before.lacks.length === 0) return before.answer
  const refusal = await whyNot(options, machine, before.lacks)
  if (refusal !== undefined) return { ok: false, detail: refusal }
  await machine.install(before.lacks)
  const after = await lookAround(options, machine)
  if (after.lacks.length === 0) return after.answer
  return { ok: false, detail: `After the installation ${listed(after.lacks)} is still missing.` }
}

interface Surroundings {
  readonly answer: DockerAnswer
  readonly lacks: readonly NeededPackage[]
}

const lookAround = async (options: EnsureDockerOptions, machine: Machine): Promise<Surroundings> => {
  const missing = await machine.missing()
  const engine = options.preferPrivate ? undefined : await machine.engine()
  // Images are made from busybox on any engine; the rest only serves an engine of our own.
  if (engine) {
    const lacks = missing.filter((name) => name === 'busybox-static')
    return { answer: { ok: true, kind: 'existing', socketPath: engine.socketPath }, lacks }
  }
  if (machine.root) return { answer: { ok: true, kind: 'private' }, lacks: missing }
  const detail =
    'No Docker engine answers, and only root can start one: start Docker, set DOCKER_HOST=unix://…, or run this as root.'
  return { answer: { ok: false, detail }, lacks: [] }
}

const listed = (packages: readonly string[]): string => packages.join(', ')

/** The sentence that says why nothing is installed; `undefined` when the person agrees. */
const whyNot = async (
  options: EnsureDockerOptions,
  machine: Machine,
  lacks: readonly NeededPackage[],
): Promise<string | undefined> => {
  const need = `Missing: ${listed(lacks)}.`
  if (!machine.root)
    return `${need} Only root can install it: apt-get install --no-install-recommends ${lacks.join(' ')}`
  if (!(await machine.debian()))
    return `${need} This is not Debian, so install it in your system's own way (dockerd and a static busybox).`
  if (!options.install) return `${need} --no-install forbids to install it.`
  options.say(
    `To be installed from Debian: ${listed(lacks)}. To undo it: apt-get purge ${lacks.join(' ')} && apt-get autoremove`,
  )
  if (options.yes || options.ask === undefined) return undefined
  return (await options.ask('Install it?')) ? undefined : `${need} Nothing was installed, as you wished.`
}
