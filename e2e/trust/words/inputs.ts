import type { Recognised } from '../recogniser.ts'
import { mutated, spliced } from './mutations.ts'
import { allKinds, drawn, type Kind } from './operations.ts'
import { jumble, sentence } from './plain.ts'
import { randomOf, type Random } from './random.ts'
import { spelled } from './spellings.ts'

/** One text for one target; `meant` where it was written from an operation and not changed since. */
export interface Input {
  readonly text: string
  readonly target: string
  readonly meant?: Recognised
}

const references = ['registry:5000/shop/web:1.2', 'web:latest', `shop/web@sha256:${'0af9'.repeat(16)}`] as const

const targets = [
  ...references,
  'web',
  'checkout-1',
  'a',
  '5',
  'x_1.y-z',
  'logs',
  'ps',
  'docker',
  'all',
  'restart',
  'container',
  'self',
  '1h',
  'true',
  'HUP',
  `w${'e'.repeat(252)}b`,
] as const

const operation = (random: Random): Recognised & { readonly kind: Kind } => {
  const kind = allKinds[random.below(allKinds.length)] ?? 'container.list'
  return { ...drawn(random, kind), kind }
}

/** A valid command line for the target. */
function command(random: Random, target: string): string {
  return spelled(random, operation(random), target)
}

/** How a text comes to be; the later ones start from the earlier. */
const recipes = {
  valid: (random, target) => {
    const meant = operation(random)
    const text = spelled(random, meant, target)
    // The reference of an image names nothing else.
    return /[/:@]/.test(target) && !/^(?:image|system)\.|\.list$/.test(meant.kind)
      ? { text, target }
      : { text, target, meant }
  },
  mutated: (random, target) => ({ text: mutated(random, command(random, target), target), target }),
  spliced: (random, target) => ({ text: spliced(random, command(random, target), command(random, target)), target }),
  hostile: (random, target, hostile) => {
    const text = hostile[random.below(hostile.length)] ?? ''
    const ours = random.once(2) ? command(random, target) : sentence(random, target)
    if (random.once(3)) return { text: ours.replace(target, text), target }
    return { text: random.once(2) ? spliced(random, ours, text) : spliced(random, text, ours), target }
  },
  sentence: (random, target) => ({ text: sentence(random, target), target }),
  slip: (random, target) => ({ text: mutated(random, sentence(random, target), target), target }),
  jumble: (random, target) => ({ text: jumble(random, target), target }),
} as const satisfies Record<string, (random: Random, target: string, hostile: readonly string[]) => Input>

const { valid, mutated: changed, spliced: two, hostile: abused, sentence: said, slip, jumble: words } = recipes
const shares = [valid, valid, changed, changed, changed, changed, two, two, abused, said, slip, words] as const

/** The input of this number. Every hostile text comes once as it is, first of all. */
export function inputOf(seed: number, index: number, hostile: readonly string[]): Input {
  const random = randomOf(seed, index)
  const target = random.once(2) ? 'web' : random.pick(targets)
  const text = hostile[index]
  return text === undefined ? random.pick(shares)(random, target, hostile) : { text, target }
}
