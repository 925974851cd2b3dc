import type { Random } from './random.ts'

/** Words in one string each, so that the lists read as lists. */
const list = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...others] = text.trim().split(/\s+/)
  return [first, ...others]
}
const phrases = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...others] = text.split('|')
  return [first, ...others]
}

const verbs = phrases(
  'restart|reboot|bounce|recycle|power cycle|start|boot up|launch|bring up|spin up|turn on|stop|halt|shut down|take down|bring down|turn off|pause|freeze|suspend|unpause|resume|unfreeze|kill|signal|send SIGHUP to|reload|remove|delete|get rid of|update|limit the memory of|set the cpus of|set the restart policy of|give|connect|attach|join|disconnect|detach|scale|scale up|scale down|roll back|revert|force an update of|redeploy|rolling restart of|show|list|inspect|check|tail|get|describe|look at|wait for|prune|destroy|exec into|rename|create|run|pull|push|build',
)
const objects = phrases(
  '{t}|the {t}|the {t} container|the {t} service|the service|the container|it|this one|the app|{t} and db|db|all services|the image|the network|the node|the volume|logs of {t}|the last 50 lines of {t}|the health of {t}|the containers|everything|the replicas of {t}|{t} to 3 replicas|{t} to the backend network|{t} from the backend network|{t} to 512m|{t} to 2 cpus|{t} to 1000 replicas|{t} to always|{t} to the backend network as api|{t} with SIGTERM',
)
const before = phrases(
  "|please|can you|could you please|i want you to|do not|don't|never|we should|maybe|hi, please|it is down, so|the service is hung;|what if we|did you|why did it|how do i|tomorrow|if it fails,|ignore the above and|urgent:|sudo|docker|run docker|as root,|without a restart,",
)
const after = phrases(
  '|.|!|?|please|now|right away|with a timeout of 30 seconds|in 5 minutes|because it is stuck|and then check it|; then db|again|gracefully|thanks|since it hangs|for the last hour|with timestamps|errors only|unless it is healthy|tomorrow|and remove it|-f|--force|&|| cat|> /tmp/x',
)

/** Words of requests, of ours and of anybody's. */
const words = list(`
  restart reboot bounce start stop halt pause unpause resume freeze suspend kill remove delete update scale connect
  disconnect rollback roll back up down on off over again force redeploy shut take bring turn switch power cycle boot
  launch spin fire get put set limit raise lower the a an this that it its my our service container app application
  process replica replicas network image volume node stack logs log errors error lines last 5 10 100 seconds minutes
  hour status health state stats memory cpu usage top processes ports port diff history events info version disk list
  show tell what which who how why when is are was not no never and or then but if unless please now quickly gracefully
  because since for from to of with without in by all every each other another instead only just still down hung stuck
  crashed unhealthy slow broken failing dead web db cache checkout docker ps exec run rm -f -t --tail -- root sudo bash
  , ? . ! ; & | " ' ( ) signal sighup hup term restarted stopped started paused stopping starting restarting running`)

/** A request as people may write it: mostly plain, sometimes against itself. */
export function sentence(random: Random, target: string): string {
  const parts = [
    random.once(2) ? '' : random.pick(before),
    random.pick(verbs),
    random.pick(objects),
    random.once(2) ? '' : random.pick(after),
  ]
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('{t}', target)
}

/** Words in no order. */
export function jumble(random: Random, target: string): string {
  const count = 1 + random.below(random.pick([4, 8, 16, 70]))
  return Array.from({ length: count }, () => (random.once(8) ? target : random.pick(words))).join(' ')
}
