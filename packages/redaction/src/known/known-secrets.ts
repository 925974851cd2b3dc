import { type Heard, heard } from './heard.ts'
import { type Configuration, secretsIn } from './secrets-in.ts'
import { type Sought, sought } from './sought.ts'

/**
 * Secrets that are known because the configuration of some container says them, so that they are hidden wherever else they
 * are seen: in its log, in its processes, in words that came from there. What was learned cannot be asked for.
 */
export interface KnownSecrets {
  /** Learns what a thing's configuration says. Of one that was learned before, under the same name, nothing is read. */
  learn(owner: string, configuration: () => Configuration): void
  /** The text with a mask for every known secret, as it is, in base64, in hex or percent-encoded. Linear in its length. */
  hide(text: string): string
  /**
   * What gave itself away in what one program says. It is hidden in nothing but what is told of that program, so that no
   * line of a log blanks the evidence of another.
   */
  heardOf(name: string): Heard
}

interface Bounds {
  /** How many things are remembered; the one learned first is forgotten first. */
  readonly mostOwners: number
  /** How many programs are remembered by what they said. */
  readonly mostPrograms: number
  /** How many characters all secrets have together, in all their forms. */
  readonly mostCharacters: number
}

const usual: Bounds = { mostOwners: 4_096, mostPrograms: 256, mostCharacters: 4_000_000 }

export function knownSecrets(bounds: Bounds = usual): KnownSecrets {
  const owners = new Map<string, ReadonlySet<string>>()
  const programs = new Map<string, Heard>()
  let all: Sought = sought()

  /** Half of it is forgotten at once: what is sought is built anew for that. */
  function forget(): void {
    for (const owner of [...owners.keys()].slice(0, Math.ceil(owners.size / 2))) owners.delete(owner)
    all = sought()
    for (const secrets of owners.values()) for (const secret of secrets) all.seek(secret)
  }

  function remembered(name: string): Heard {
    const said = programs.get(name) ?? heard()
    programs.delete(name)
    programs.set(name, said)
    const [first] = programs.keys()
    if (programs.size > bounds.mostPrograms && first !== undefined) programs.delete(first)
    return said
  }

  return {
    learn(owner, configuration) {
      if (owners.has(owner)) return
      const secrets = secretsIn(configuration())
      owners.set(owner, secrets)
      for (const secret of secrets) all.seek(secret)
      while (owners.size > bounds.mostOwners || (all.characters() > bounds.mostCharacters && owners.size > 1)) forget()
    },
    hide: (text) => all.hide(text),
    heardOf: (name) => ({
      note: (taken) => remembered(name).note(taken),
      hide: (text) => programs.get(name)?.hide(text) ?? text,
    }),
  }
}
