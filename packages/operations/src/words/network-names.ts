import { refuse, type Refusal } from '@devops-ai/contract'
import { type Fill, isRefusal, type Said } from './said.ts'

/** What people connect to, stand on or go off that is no network; whoever means one says the word. */
const notBare = new RegExp(
  `^(?:${[
    'internet|world|outside|host|machine|server|client|vpn|cloud|prod|production|staging|dev|test|swarm|cluster|node|pod',
    'terminal|console|session|debugger|gdb|stdin|stdout|stderr|shell|tty|process|registry|hub|upstream|downstream|api|app|apps',
    'db|database|databases|postgres\\w*|mysql|mariadb|mongo\\w*|redis|kafka|rabbitmq|nats|elastic\\w*|nginx|haproxy|traefik',
    'consul|vault|memcached|cassandra|clickhouse|influx\\w*|zookeeper|minio|keycloak|grafana|prometheus|loki|jaeger|sentry',
    'datadog|jira|slack|github|gitlab|jenkins|nagios|kibana|splunk|s3|smtp|imap|ldap|dns|ftp|ssh|https?',
    'hold|standby|ice|rotation|duty|call|line|air|grid|hook|watch|alert|alerts|logs|logging|metrics|watchlist|pager|schedule',
    '\\d+(?:[ap]m|h)?|january|february|march|april|june|july|august|september|october|november|december',
    'everyone|everybody|everywhere|either|whatever|several|mine|ours|theirs|foreground|background|localhost|eth\\d+|\\d+(?:\\.\\d+){3}',
    'sale|track|time|top|file|fire|board|display|strike|leave|mute|lb|pool|queue|backlog|list|todo|trial|balance|limits?',
  ].join('|')})$`,
)
/** How networks are named, where verb and noun do not say that one is meant. */
const likely =
  /^net|net(?:work)?s?(?=$|[-_.\d])|(?:front|back)(?:end|[-_.])|(?:^|[-_.])(?:default|bridge|overlay|ingress|monitoring|dmz|lan|internal|public|private|proxy|mesh|shared)(?=$|[-_.\d])/
const saysNetwork = / (?:networks?|net)(?= |$)/
/** Verbs of many meanings. */
const weak =
  / (?:put|putting|take|taking|taken|add|adding|added|plug|plugging|plugged|hook|hooking|hooked|wire|wired|attach|attaching|attached|pull)(?= )| join @o/

/** The network that a change names. A bare word that may be anything else is a refusal. */
export function onNetwork({ names: { network = '' }, text }: Said): { readonly network: string } | Refusal {
  const unsure = notBare.test(network) || (weak.test(text) && !likely.test(network))
  return unsure && !saysNetwork.test(text)
    ? refuse(
        'intent_not_understood',
        `expected the name of a network; if ${network} is one, say "the network ${network}"`,
      )
    : { network }
}

/** `as discussed` says how, and `as root` for whom; whoever means a name says the word. */
const saysHow =
  /^(?:\w+(?:ed|ary|ate|gent|gency|fix|around)|usual|follows|told|said|shown|written|given|before|above|below|such|normal|always|possible|root|admin|is|it|per|precaution|example|experiment|replacement)$/
/** Whatever is said of it. */
const neverAlias =
  /^(?:etc|others|resolution|\d+(?:\.\d+){3}|pending|optional|removed|unchanged|unknown|tbd|none|mentioned|used|given|above|below|follows?|fyi|btw|alone|already|usual|several|third|dry-run|rehearsal)$/
const several = / (?:aliases|names)(?= )/
const saysAlias = / (?:alias(?:es)?|names?|known|aliased)(?= )/

/** The same with the names that the container gets there. */
export const withAliases: Fill = (said) => {
  const connected = onNetwork(said)
  const aliases = (said.names['aliases'] ?? '')
    .split(/ (?:, and|,|and)(?= )/)
    .map((name) => name.replace(/^.*[ :]/, ''))
  if (isRefusal(connected)) return connected
  if (/ ,(?: |$)/.test(said.names['aliases'] ?? '') && !several.test(said.text))
    return refuse('intent_not_understood', 'expected one alias, or "with the aliases a, b"')
  const none = aliases.find((name) => neverAlias.test(name))
  if (none !== undefined) return refuse('intent_not_understood', `expected a name that the container gets, got ${none}`)
  const manner = saysAlias.test(said.text) ? undefined : aliases.find((name) => saysHow.test(name))
  return manner === undefined
    ? { ...connected, aliases: aliases.filter((name) => name !== '') }
    : refuse('intent_not_understood', `expected a name; if ${manner} is one, say "with the alias ${manner}"`)
}
