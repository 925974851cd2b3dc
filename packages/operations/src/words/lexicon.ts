/** Words in one string each, so that the lists read as lists. */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Words that turn a request around. A sentence with one of them asks for nothing that we would run. */
export const negators = list(
  'not no never without avoid except instead rather neither nor nobody none dont refrain prevent unless cancel abort forget ignore disregard skip',
)

/** Words of standing or later requests: we run one thing, now. */
export const schedules = list(
  `tomorrow tonight later hourly daily weekly nightly midnight noon schedule scheduled cron next monday tuesday
   wednesday thursday friday saturday sunday weekend morning evening afternoon whenever always regularly periodically
   repeatedly alert notify remind warn page until soon yesterday today`,
)

/** Words of doubt: whoever is unsure has not decided. */
export const doubts = list(
  'maybe perhaps possibly probably might may should shall must ought consider suggest recommend think',
)

/** Verbs that destroy or enter; this gateway never runs them. */
export const destroys = list(
  'kill remove delete destroy erase wipe purge prune rm rmi exec nuke drop truncate terminate uninstall format shred rename',
)

/** Verbs of things that are not offered. */
export const notOffered = list(
  `scale upgrade update deploy redeploy rollback roll revert rename create recreate rebuild build push copy commit tag
   attach reload reset refresh drain migrate patch install configure edit modify change set increase decrease clear rotate
   save export import email fix repair heal resolve solve add enable disable activate connect disconnect
   join leave move mount unmount open close block wait watch follow subscribe execute download upload archive
   clean cleanup free flush sync backup restore snapshot login logout encrypt decrypt write reinstall reconfigure rollout
   swap replace promote demote manage annotate authenticate unlock lock initialize drop expose bind steal`,
)

/** Things that are not a container. An intent about one of them is not about the target. */
export const foreign = list(
  `image images volume volumes network networks secret secrets configs node nodes swarm stack stacks task tasks plugin
   plugins context contexts registry hub checkpoint checkpoints manifest manifests builder builders build builds cache host
   hosts machine machines vm box daemon engine system systemwide disk disks filesystem file files folder folders directory
   directories port ports mapping mappings event events history version versions trust key keys token tokens password
   passwords credential credentials user users alert alerts incident incidents ticket tickets pod pods cluster certificate
   certificates ca tarball tar stdin dockerfile driver quota env environment variable variables latency throughput traffic
   requests rate alarm alarms notifications monitoring world repo repository branch commit commits`,
)

/** Several things at once; the target is one. */
export const plurals = list(
  'services apps applications instances replicas servers workloads components microservices both each',
)

/** Words between two requests. */
export const joiners = list('and then or plus also after before while , followed afterwards')

/** Words that carry nothing in a question or a request to see something. */
export const empty = list(
  `the a an this that these those my our your its it is are was were be been being am has have had having does did do to of
   for from on in at inside within about with by into as me us i we you u they there here what which when why how where any
   some recent latest last current currently newest most more full complete entire whole raw few past new fresh just only so
   please pls plz kindly can could would will ok okay hey hi hello thanks thank thx and or also plus , ? whether if still
   yet ever just really actually now right away asap quickly quick immediately urgently again today overview summary own
   docker container containers service services app application process instance workload component microservice target thing
   whole realtime realtime live display single one or more per its itself much many long often time times first
   second minute hour ago since within during over through up going go let lets get see know tell like want need something
   happening behaving bit quick brief short detailed simple list latest available side actual present 
   under via using out off them him her who whose else than very too investigation debugging troubleshooting
   analysis review purposes purpose reference context need look looking recently previous prior between else sort
   kind kinds type set lines line level levels low high item items entry entries record records report reporting overall
   general basic specific given same behaviour well everything anything something operation command action`,
)

/** First words of a request to see something. */
export const looks = list(
  `show get give fetch display print list retrieve grab pull dump view see read return provide report check look take have
   share examine review output find obtain query verify confirm validate inspect describe search scan grep tail cat what
   is are was were does did do has have had how when why where which any let i we can could would monitor investigate
   analyze analyse determine ensure see summarize summarise collect gather test make ask probe perform run measure observe
   need want there bring send`,
)
