/**
 * What a text must say for each change to be asked for, written without a look at the offline interpreter's words:
 * the docker verb or what English has for it, in any form, also after other words ("take … down").
 */
const particle = (verbs: string, particles: string): string => `(?:${verbs})[a-z]*\\b.*\\b(?:${particles})\\b`
const start = `start|boot|launch|activat|${particle('bring|brought|turn|switch|power|spin|fire|get|put|take', 'up|on|online|back|live|running')}|power(?:ed)?[ -]?up`
const stop = `stop|halt|shut|quit|deactivat|${particle('tak|took|bring|brought|turn|switch|power|spin|wind|put|get', 'down|off|offline')}`
const again = `re-?\\s?(?:start|boot|launch|cycle|spawn|deploy)|bounc|cycl|kick|${particle('turn|switch|power', 'off')}.*\\bon\\b`
const amount = 'set|limit|cap|rais|lower|increas|decreas|reduc|chang|adjust|giv|allow|restrict|assign|updat|bump|make'

const said: Readonly<Record<string, string>> = {
  'container.start': start,
  'container.stop': stop,
  'container.restart': again,
  'container.pause': 'paus|freez|froz|suspend|hold',
  'container.unpause': 'un-?\\s?paus|resum|unfreez|unfroz|thaw|unsuspend|continu|wake',
  'container.kill':
    'kill|signal|sig[a-z]|hup|terminat|abort|interrupt|\\b(?:send|deliver|issue)\\b.*\\b(?:term|int|quit|usr[12]|abrt|winch)\\b',
  'container.update': `${amount}|restart policy|(?:switch|place|put|bring|drop|cut|boost|grow|shrink|lift)\\b.*\\b(?:to|at|with)\\b|=`,
  'container.remove': 'remov|delet|\\brm\\b|discard|\\bget\\b.*\\brid\\b',
  'network.connect': 'connect|attach|join|add|plug|link',
  'network.disconnect': 'dis-?\\s?connect|detach|leav|remov|unplug|unlink|tak',
  'service.scale': `scal|replica|instance|copies|${amount}`,
  'service.force-update': `${again}|forc|roll|updat|start`,
  'service.rollback': 'roll(?:ed|ing)?[ -]?(?:[a-z]+ )*?back|rollback|rever|undo|previous|back',
}

const patterns = new Map(Object.entries(said).map(([kind, words]) => [kind, new RegExp(words)]))

/** What makes a shell run, join, redirect, replace or hide something; full-width forms count as what they look like. */
const forShells = /[;|<>$`\\\n\r\u2028\u2029]|&&/

/** Whoever says one of these has not asked for a change plainly enough to get one; `unless-stopped` is a value and says nothing. */
const denials = /\b(?:not|never|cannot|don['’]?t|won['’]?t|can['’]t|unless|without)\b/

/** Why these words may not become this change, or null. */
export function whyNotChange(text: string, kind: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase().trim()
  const operator = forShells.exec(plain)
  if (operator) return `a change from a text with ${JSON.stringify(operator[0])}`
  const denial = denials.exec(plain.replaceAll('unless-stopped', ''))
  if (denial) return `a change from a text that says "${denial[0]}"`
  const pattern = patterns.get(kind)
  if (pattern === undefined) return `a change that nothing is known of: ${kind}`
  return pattern.test(plain) ? null : `a change that the text has no verb of: ${kind}`
}
