import type { Refusal } from '@devops-ai/contract'

/** What an intent says beside which operation it asks for. */
export interface Said {
  /** Its words, a space before each, with objects put in one word. */
  readonly text: string
  /** How many lines. */
  readonly lines: number | null
  /** How many seconds ago the time that it asks about began and ended. */
  readonly since: number | null
  readonly until: number | null
  readonly timestamps: boolean
  /** What stood in the places of a change's own names, such as `<network>`. */
  readonly names: Readonly<Record<string, string>>
}

/** The fields of an operation beside its kind; its schema has the last word on them. */
export type Fields = Readonly<Record<string, unknown>>

export const isRefusal = (value: object): value is Refusal => 'ok' in value && value.ok === false

/** Makes the fields of a kind from what was said; a refusal tells what is missing or out of range. */
export type Fill = (said: Said) => Fields | Refusal

/** A verb of a change in its forms, e.g. shut down · shutting down · shut down · a shutdown. */
export interface Verb {
  readonly base: string
  /** What stands behind the object in `shut it down`. */
  readonly particle?: string
  readonly past: string
  readonly ing: string
  readonly noun?: string
  /** May it stand alone? `restart` may; `stop` alone may mean anything. */
  readonly alone?: true
  /** An everyday word that speaks of no change where it stands outside of a wording. */
  readonly faint?: true
  /** What stands behind verb and object, where it is another than the kind's own. */
  readonly behind?: string
}

/** Reasons that ask for some changes and not for others: nobody needs the target, it harms others, it is to recover, … */
export type Purpose = (typeof purposes)[number]
export const purposes = ['unneeded', 'harm', 'access', 'over', 'recovery', 'reread', 'relief', 'meanwhile'] as const

/** Words of a change: a closed grammar in which every word of an intent must be accounted for. */
export interface ChangeWords {
  readonly verbs: readonly Verb[]
  /** What may, or must, stand behind verb and object, in the notation of pattern.ts. */
  readonly behind?: string
  /** Which objects it can have, where not any: a service is not removed. */
  readonly object?: string
  /** Further whole wordings in the notation of pattern.ts. */
  readonly phrases: readonly string[]
  /** Wordings without a verb, as on a form: `memory limit: 512m`. With a report beside them they are a part of it. */
  readonly labels?: readonly string[]
  /** What it can be asked for. Whoever says another reason means another change. */
  readonly serves: readonly Purpose[]
  /** Further words that speak of this change without asking for it plainly. */
  readonly speaks?: readonly string[]
  /** What must be said of it, with an example, for the refusal of an intent that leaves it out. */
  readonly expects?: string
  /** Puts parts of its wordings in one word each, before the grammar is asked; `fill` sees the text as it was. */
  readonly reduce?: (text: string) => string
  readonly fill?: Fill
}

/** Words of a read: whole wordings, and topics by which other wordings are recognised. */
export interface ReadWords {
  readonly phrases: readonly string[]
  /** Words that mean this operation whatever stands around them; `a + b` where both stand in one part, in any order. */
  readonly topics: readonly string[]
  /** Words that mean it only where no topic of another operation stands beside them. */
  readonly hints: readonly string[]
  /** Without it, an intent that says a count or a time is refused. */
  readonly fill?: Fill
}
