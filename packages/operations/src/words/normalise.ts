import { numbered } from './numbers.ts'

/** Short forms that English writes with an apostrophe, and how they are read. */
const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ca)n'?t\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n'?t\b/g, '$1 not'],
  [/\bcannot\b/g, 'can not'],
  [/\blet'?s\b/g, 'let us'],
  [/\blemme\b/g, 'let me'],
  [/\bgimme\b/g, 'give me'],
  [/\bi'm\b/g, 'i am'],
  [/\b(\w+)'re\b/g, '$1 are'],
  [/\b(\w+)'ve\b/g, '$1 have'],
  [/\b(\w+)'ll\b/g, '$1 will'],
  [/\b(\w+)'d\b/g, '$1 would'],
  [
    /\bits (?=(?:been|not|still|down|hung|stuck|frozen|dead|broken|crashed|unresponsive|unhealthy|paused|stopped)\b)/g,
    'it is ',
  ],
  [/\b(it|that|what|how|who|where|there|here|this|everything|when|why)'s\b/g, '$1 is'],
  [/\b(what|how|where)s\b/g, '$1 is'],
]

/** Words that are written in several ways. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [
    /\b(re|un|shut|start|power|spin|boot)-(?=(?:start|boot|launch|cycle|pause|freeze|suspend|down|up|on|off)\b)/g,
    '$1 ',
  ],
  [/\bre (?=(?:start|boot|launch|cycle)\b)/g, 're'],
  [/\bun (?=(?:pause|freeze|suspend)\b)/g, 'un'],
  [/\bpowercycle\b/g, 'power cycle'],
  [/(?<=^ |please )back up(?= )/g, 'backup'],
  [/\broll-?(?=(?:back|out)\b)/g, 'roll'],
  [/\b(?:dis connect|dis-connect)/g, 'disconnect'],
  [/\bw\//g, 'with '],
  [/\bi\/o\b/g, 'io'],
  [/\band\/or\b/g, 'or'],
  [/ & /g, ' and '],
  [/\bpls\b|\bplz\b/g, 'please'],
  [/\bprocess (?:list|tree|table|listing|ids?|information|info|details)\b/g, 'processes'],
  [/\b(?:every|each) container\b/g, 'all containers'],
  [/\bfile-?systems?\b/g, 'filesystem'],
  [/\bin (?:an? )?([\w-]+) format\b/g, 'as $1'],
  [/(?<=\b(?:resource|resources|usage|stats|statistics|metrics) )snapshot\b/g, 'overview'],
  [
    /\bsnapshot (?=of (?:(?:the|its|current|live) )*(?:cpu|memory|ram|resources?|usage|stats|statistics|metrics)\b)/g,
    'overview ',
  ],
  [/\bfile system\b/g, 'filesystem'],
  [/(?<=\b[1-9]\d{0,2}(?:,\d{3})*),(?=\d{3}\b)/g, ''],
  [/(?<=[a-z])\/(?=[a-z])/g, ' and '],
]

/** `Step 3: restart it`, `3. restart it`: which line of a list it is says nothing. */
const ofAList = /^\s*(?:step\s+\d+\s*[.:),-]|\d+[.)])\s+/

/** Rows with one expression that tells whether a text has any of them. */
const table = (rows: readonly (readonly [RegExp, string])[]) => ({
  rows,
  any: new RegExp(rows.map(([written]) => written.source).join('|')),
})
const [contracted, spelled] = [table(contractions), table(spellings)]

/**
 * The words of an intent, lower case, with `,` and `?` as words of their own, contractions written out and numbers
 * in digits. Names keep their dots, dashes and underscores.
 */
export function normalise(intent: string): string[] {
  let text = ` ${intent.normalize('NFKC').toLowerCase()} `
    .replace(ofAList, ' ')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .replaceAll(/[\u2012-\u2015\u2212](?=\d)/g, '-')
    .replaceAll(/[\u2013\u2014]/g, ' - ')
    .replaceAll(/(?<=[a-z])\(s\)/g, '')
  for (const { rows, any } of [contracted, spelled])
    if (any.test(text)) for (const [written, read] of rows) text = text.replaceAll(written, read)
  const spaced = text
    .replaceAll(/(?<=\w)'s?(?= +(?:image|network|volume|node|stack)\b)/g, ' %')
    .replaceAll(/(?<=\w)'s?(?=[\s,.?!])/g, ' ')
    .replaceAll(/["']/g, ' ')
    .replaceAll(/(?<=^|\s)-+(?=\s)(?!\s+\d\S*\s*$)|\.{2,}|[!.,:]+(?=\s)|[()[\]{}]/g, ' , ')
    .replaceAll('?', ' ? ')
    .replaceAll('=', ' = ')
    .replaceAll('%', (sign, at: number, all: string) => (/\d/.test(all[at - 1] ?? '') ? sign : " 's "))
  return numbered(withoutIdleCommas(spaced.split(/\s+/).filter((word) => word !== '')))
}

/** A comma at either end, or beside another sign, separates nothing. */
const withoutIdleCommas = (words: readonly string[]): string[] =>
  words.filter((word, index) => {
    if (word !== ',') return true
    const next = words.slice(index + 1).find((later) => later !== ',')
    return words[index - 1] !== ',' && index > 0 && next !== undefined && next !== '?'
  })
