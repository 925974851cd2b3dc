import type { Fragments } from './pattern.ts'
import { trouble } from './trouble.ts'

/**
 * Parts that wordings share. A change must be made of these and its own words alone, so a word is added here only
 * if it can never turn a request into something else: no `not`, `if`, `all`, `maybe`, `should`, no time, no second verb.
 * `@target` stands for the target's own name, `@other` for an unknown word in the place of a name.
 */
export const fragments: Fragments = {
  determiner: '(the|this|that|my|our|your|its|a|an)',
  /** How people call what is broken. */
  adjective:
    '(previously|currently|already|hung|hanging|stuck|frozen|broken|dead|crashed|crashing|failed|failing|faulty|unhealthy|sick|unresponsive|wedged|slow|misbehaving|problematic|affected|bad|running|stopped|paused|suspended|exited|finished|old|unused|obsolete|idle|leftover|orphaned|stale|temporary|unneeded|useless|retired|abandoned|entire|whole|damn|bloody|stupid|poor|same|given|specified|specific|selected|chosen|named|target|corresponding|existing|replicated)',
  containernoun: '(container|service container|app container|docker container)',
  vaguenoun: '(instance|target|thing)',
  servicenoun: '(service|app|application|workload|component|microservice)',
  swarmnoun: '(swarm|replicated) service',
  noun: '({swarmnoun}|{containernoun}|{vaguenoun}|{servicenoun})',
  namednoun: '(service|container|app|application|process|instance|workload|component|microservice|server)*',
  /** Behind a name or noun these take it for their own: `the process limit`. */
  thingnoun: '(network|net|image|volume|node|stack|tag|registry|database|limit|cap|count|quota)',
  /** The whole object. `down web` is none: it is the end of `shut down` and a name. */
  object: '{called}|this one|that one|it',
  called: `({determiner} (down|{adjective})* {whom}|({adjective})* {whom}|(one or more|one or multiple) ({adjective})* (containers|services)) [(that|which) (is|was|has been) [currently|already] {adjective}] [by [its|the|a] (name|id)] [(in|on|under|via|using|with) docker]`,
  whom: '(@target {namednoun}|{noun} [,] [named|called|of|for|with [the] name] @target|{noun})',
  /** An object, once it was found and put in one word: how it was called is told by the word. */
  target: '(@it|@thing|@service|@swarm)',
  ...trouble,
  limit: '(@limit|@cap)',
  limits: '{limit} {more}',
  more: '([,] [and|plus] [with] ({limit}|#size))*',
  net: '[docker|bridge|overlay] (network|net)',
  calledNetwork:
    '([the|our|my|its|this|that|a|an] [existing|given|specified|user defined] {net} [named|called] <network>|[the|our|my|its|that] <network> {net})',
  network: '({calledNetwork}|<network>)',
  aliases:
    '[[,] ((with|under|using|and) [the|a|an] [network|dns] (alias|aliases|name|names)|[network] (alias|aliases)|as|aliased [as|to]|known as) [,|=] <aliases*>]',
  signal: '({saidSignal}|#signal|#flag)',
  /** A signal that is called one. */
  saidSignal: '((#signal|hangup|interrupt|termination|terminate|abort) signal|signal [number|,] (#signal|#)|#sig)',
  /** What a signal is sent for. */
  toReload:
    '(to|[so] that (it|@it)|so (it|@it)|and let (it|@it)|to (make|have) (it|@it)) (reload|reloads|reread|rereads|re read|reopen|reopens|rotate|rotates|refresh|refreshes|pick up|pick up changes in) [its|the|his] [new|changed] (config|configuration|logs|log|log file|log files|logfiles|settings|certificates|certificate)|for a (thread|heap|core|stack) dump',
  mainProcess: '(the|its) (main|first|root) process [(of|in|inside) {target}]',
  aService: '[@service|@swarm]',
  details:
    '(inspect|describe|detail|details|detailed|info|information|configuration|configured|config|settings|metadata|label|labels|properties|attributes|specification|spec|options|overview|summary|status|state|size|sizes|name|names|id|ids)',
  ended:
    '(stop|stops|stopped|exit|exits|exited|end|ends|ended|finish|finishes|finished|complete|completes|completed|terminate|terminates|terminated|done|die|dies|shut down|shuts down|through|over|gone|no longer running|not running [any more|anymore])',
  thenCode:
    '[(,|and|then|and then|, and|, then|, and then) ({show}|return|print|tell me|returns|prints|reports|shows|displays|outputs) [its|their|the] exit (code|codes|status|statuses)]',
  copies: '(replica|replicas|copy|copies|instance|instances)',
  replicaCount: '(replicas|replica count|number of {copies}|count of {copies}|{copies} count|replication factor|scale)',
  replicas: '[from # [{copies}]] to # [{copies}|task|tasks]',
  previous:
    '[the|its|our] (previous|last|prior|earlier|old|former|preceding|last good|last working|last known good|previous good|previous working) (version|configuration|config|state|spec|specification|release|image|deployment|revision|one|settings)',
  polite:
    '(please|kindly|(can|could) (you|u|someone|somebody) [all|guys] [please|kindly]|would you [please|kindly]|would you be so kind [as to|and]|be so kind [as to|and]|(hey|hi|hello) [team|all|there|everyone|folks]|good (morning|evening|afternoon)|ok|okay|dear|yo|alright|sorry|thanks|just|simply|now|right now|quickly|immediately|gracefully|cleanly|safely|asap|urgent|urgently|go ahead and|go ahead|go and|go|(i|we) (want|need|would like|would love) [you] to|need to|need you to|(i|we) have to|it is (needed|necessary) to|(i|we) will need you to|i am asking you to|let us|lets|do me a favor and|try to|try and|so|well)',
  /** As much politeness as anybody likes. */
  politely: '(({polite}|,))*',
  ending:
    '(please|now|right now|right away|straight away|immediately|asap|as soon as possible|urgently|quickly|at once|this instant|real quick|thanks|thank you|thx|ty|cheers|for me|for us|for now|again|once|once more|one more time|gracefully|cleanly|properly|for good|permanently|instantly|on the spot|outright|ok|okay|(will|would|could|can) you [please]|thanks a lot|thank you very much|many thanks|and thanks|please do|as (agreed|discussed|requested|planned))',
  seconds: '(#unit|# [(s|sec|secs|second|seconds|m|min|mins|minute|minutes)])',
  show: `(show|get|give|fetch|display|print|list|retrieve|grab|pull|dump|view|see|read|return|provide|report|check|look at|take a look at|have a look at|tell|bring|share|send|examine|review|output|find|obtain|query|let (me|us) see|let (me|us) have|what (is|are)|(i|we) (want|need|would like) [to (see|view|have|know|check)]|(can|could|may) (i|we) (see|get|have|view)|(can|could) you (show|get|give|check)) [me|us]`,
  which: '[recent|latest|last|current|newest|most recent|full|all|raw|last few|few|past|only|just|new|fresh|any]',
  timeout:
    '(with|using|and) [a|an] [stop|grace|shutdown] (timeout|time out|grace period|grace) [of|=] {seconds}|(with|using) [a|an] {seconds} [stop|shutdown] (timeout|time out|grace period|grace)|[[with] a] timeout [of|=] {seconds}|{seconds} (timeout|grace period|grace)|[and] (give|giving|allow|allowing) {target} [up to|at most] {seconds} [to (finish|shut down|stop|end|exit|drain|clean up|terminate|close)|before {target} is killed|before killing {target}] [cleanly|gracefully]|wait (up to|at most) {seconds}',
}
