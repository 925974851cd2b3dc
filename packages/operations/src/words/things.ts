import { fragments } from './fragments.ts'
import { source } from './pattern.ts'

/** What an intent may be about beside containers, as people call one of it. */
const nouns = {
  network: '[docker|bridge|overlay|swarm] (network|net)',
  volume: '[docker|data|named] (volume|vol)',
  image: '[docker|base] image',
  node: '[swarm|docker|worker|manager|cluster] node [(of|in) (the|this|our|a) swarm]',
  stack: '[swarm|docker|compose] stack',
  engine:
    '[local|whole|entire|docker|docker local] (engine|daemon|dockerd|host|server|machine|box|system|installation)',
} as const

const which = '(the|this|that|my|our|your|its|a|an|any|some|each|one or more|one or multiple)'
/** `host ports` are a container's, not the host's. */
const notItsPorts = '(?! ports?(?= |$))'

const things = Object.entries(nouns).map(([thing, noun]) => ({
  thing,
  called: new RegExp(
    `${source(`[${which}] ({adjective})* (@name ${noun}|${noun} ${thing === 'engine' ? '[,] (named|called)' : '[[,] (named|called|with [the] (name|id))]'} @name|${noun} [itself])`, fragments)}(?= |$)${notItsPorts}`,
    'g',
  ),
  noun: new RegExp(`${source(noun, fragments)}(?= |$)`),
}))

/** Plurals that mean one of a kind, and singulars that mean them all. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/ (?:one or more|one or multiple) (network|volume|image|node|stack)s(?= |$)/g, ' the $1'],
  [
    / (network|volume|vol|image|node|container|service|task|stack) (?:ls|list|names|ids|tags|listing|inventory|overview)(?= |$)/g,
    ' $1s',
  ],
  [/ (?:storage|persistent) (volumes?)(?= |$)/g, ' $1'],
  // What is measured of it, not a network.
  [/ network(?=(?: ,| and| or)+ (?:disk|memory|cpu|ram|io|block|storage)(?= |$))/g, ' io'],
  [
    /(?<= (?:disk|memory|cpu|ram|io)(?: ,)? (?:and|or)) network(?= (?:usage|use|stats|statistics|metrics|io|$))/g,
    ' io',
  ],
  [
    /(?<= (?:nodes?|services|stacks|tasks)(?: \S+){0,2} (?:in|of|on|across|within) (?:the|this|our|my|your)) (?:swarm )?cluster(?= |$)/g,
    ' swarm',
  ],
  [/ the (?:swarm|cluster) 's (services|nodes|stacks|tasks)(?= |$)/g, ' the $1 of the swarm'],
  [/ vols(?= |$)/g, ' volumes'],
  [/ nets(?= |$)/g, ' networks'],
  [/ docker itself(?= |$)/g, ' the engine'],
]

/** The text with each network, volume, image, node, stack and engine in one word, such as `@network`. For reads alone. */
export function withThings(text: string): string {
  const spelled = spellings.reduce((rest, [written, read]) => rest.replaceAll(written, read), text)
  return things
    .reduce(
      (rest, { thing, called, noun }) =>
        noun.test(rest)
          ? rest.replaceAll(called, (found, ...more) => ` @${thing}${namesIn(found, rest.slice(0, offsetOf(more)))}`)
          : rest,
      spelled,
    )
    .replaceAll(reference, ' @image')
}

/** A target of this form can only be an image. */
const reference = / @target:\S*[/:@]\S*(?= |$)/g

/** Of what `replaceAll` tells beside the match the first number is its place. */
const offsetOf = (told: readonly unknown[]): number => Number(told.find((each) => typeof each === 'number') ?? 0)

const subject = / (?:does|do|did|is|are|was|were|has|have)$/

/**
 * Another's name stays beside its thing, so that whoever asks for another target can be told. Behind the subject of a
 * question it is no name: "is the network internal".
 */
function namesIn(found: string, before: string): string {
  const name = / @(?:other|known)(:\S+)/.exec(found)
  if (!name) return ''
  return subject.test(before) && found.endsWith(name[0]) ? ` @other${name[1]}` : ` @them${name[1]}`
}

/** The things that a text in this form speaks of; beside another the engine is only where it is. */
export function thingsIn(text: string): string[] {
  const things = [...text.matchAll(/ @(network|volume|image|node|stack|engine|swarm)(?= |$)/g)].flatMap(
    ([, thing]) => thing ?? [],
  )
  const others = things.filter((thing) => thing !== 'engine')
  return others.length > 0 ? others : things
}
