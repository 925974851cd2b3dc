import type { Fragments } from './pattern.ts'

/**
 * Parts that wordings share. A change must be made of these and its own words alone, so a word is added here only
 * if it can never turn a request into something else: no `not`, `if`, `all`, `maybe`, `should`, no time, no second verb.
 * `@target` stands for the target's own name, `@other` for an unknown word in the place of a name.
 */
export const fragments: Fragments = {
  determiner: '(the|this|that|my|our|your|its|a|an)',
  /** How people call what is broken. */
  adjective:
    '(hung|hanging|stuck|frozen|broken|dead|crashed|crashing|failed|failing|faulty|unhealthy|sick|unresponsive|wedged|slow|misbehaving|problematic|affected|bad|running|stopped|paused|suspended|exited|entire|damn|bloody|stupid|poor|same)',
  noun: '(service|container|app|application|process|instance|workload|component|microservice|target|thing|service container|app container|docker container)',
  name: '(@target|@other|@known)',
  namednoun: '(service|container|app|application|process|instance|workload|component|microservice|server)*',
  /** The whole object. `down web` is none: it is the end of `shut down` and a name. */
  object: `({determiner} (down|{adjective})* ({name} {namednoun}|{noun} [,] [named|called|of|for|with [the] name] {name}|{noun})
    |({adjective})* ({name} {namednoun}|{noun} [,] [named|called|of|for|with [the] name] {name}|{noun})
    |one or more ({adjective})* containers|this one|that one|it) [(in|on|under|via|using|with) docker]`,
  /** An object, once it was found and put in one word. `@them` is one with another name. */
  target: '(@it|@them)',
  /** A state told by what is not; it denies no request. */
  refusal:
    '(not|no longer|never) (responding|working|healthy|answering|running|serving|reachable|up|ready|available|ok|starting)',
  trouble:
    '(stopped (responding|working|answering)|hung|hanging|stuck|frozen|unresponsive|unhealthy|down|dead|broken|failing|failed|crashed|crashing|dying|wedged|deadlocked|stopped|exited|paused|suspended|offline|degraded|misbehaving|slow|flapping|out of memory|leaking memory|leaking|{refusal}|refusing connections|throwing errors|timing out|in a bad state|acting up)',
  /** A statement of what is wrong, as people put it beside a request. */
  statement: `({target} [(is|looks|seems|appears|got|went|has|keeps|keeps on|appears to be|seems to be|looks to be|has been|is still|still|just|is now|is just|has just)] (completely|totally|just|now|still|again|currently|all)* {trouble} [again|now|right now|completely]
    |[its|the] health checks (are|keep|keeps|is) failing|[its|the] (healthcheck|health check) (fails|failed|is failing|keeps failing)|there is a (memory leak|deadlock|hang))`,
  cause:
    '(because|because of|since|as|cause|cos|cuz|due to|given that|for) (@wrong|[a|the] (memory leak|hang|deadlock|high memory|high memory usage|outage|failing health checks|failed health checks))',
  purpose:
    'to (fix|clear|resolve|recover|recover from) ({target}|this|that|the (issue|problem|hang|memory leak|deadlock|outage|error))|to recover|to free [up] memory|so [that] {target} recovers',
  polite:
    '(please|pls|plz|kindly|(can|could) (you|u) [all|guys]|would you (please|kindly)|would you be so kind [as to|and]|be so kind [as to|and]|(hey|hi|hello) [team|all|there|everyone|folks]|good (morning|evening|afternoon)|ok|okay|dear|yo|alright|sorry|thanks|just|simply|now|right now|quickly|immediately|asap|urgent|urgently|go ahead and|go ahead|go and|go|(i|we) (want|need|would like|would love) [you] to|need to|need you to|(i|we) will need you to|i am asking you to|let us|lets|do me a favor and|try to|try and|so|well)',
  ending:
    '(please|pls|plz|now|right now|right away|straight away|immediately|asap|as soon as possible|urgently|quickly|at once|this instant|real quick|thanks|thank you|thx|ty|cheers|for me|for us|again|once more|one more time|gracefully|cleanly|properly|ok|okay|(will|would|could|can) you|already|thanks a lot|thank you very much|many thanks|and thanks)',
  seconds: '(#unit|# [(s|sec|secs|second|seconds|m|min|mins|minute|minutes)])',
  show: `(show|get|give|fetch|display|print|list|retrieve|grab|pull|dump|view|see|read|return|provide|report|check|look at|take a look at|have a look at|tell|bring|share|send|examine|review|output|find|obtain|query|let (me|us) see|let (me|us) have|what (is|are)|(i|we) (want|need|would like) [to (see|view|have|know|check)]|(can|could|may) (i|we) (see|get|have|view)|(can|could) you (show|get|give|check)) [me|us]`,
  which: '[recent|latest|last|current|newest|most recent|full|all|raw|last few|few|past|only|just|new|fresh|any]',
  timeout:
    '(with|using|and) [a|an] [stop|grace|shutdown] (timeout|grace period) [of] {seconds}|(with|using) [a|an] {seconds} [stop|shutdown] (timeout|grace period|grace)|[,] timeout [of] {seconds}',
}
