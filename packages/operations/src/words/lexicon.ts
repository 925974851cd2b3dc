/** Words in one string each, so that the lists read as lists. */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Words that turn a request around. A sentence with one of them asks for nothing that we would run. */
export const negators = list(
  `not no never without avoid except instead rather neither nor nobody none nothing nowhere dont refrain prevent unless
   cancel abort forget ignore disregard skip exclude excluding excludes minus`,
)

/** Words of standing or later requests: we run one thing, now. */
export const schedules = list(
  `tomorrow tonight later hourly daily weekly nightly midnight noon schedule scheduled cron next monday tuesday
   wednesday thursday friday saturday sunday weekend morning evening afternoon whenever always regularly periodically
   repeatedly alert notify remind warn page until soon yesterday today upcoming coming continuously constantly`,
)

/** Words of doubt: whoever is unsure has not decided. */
export const doubts = list(
  'maybe perhaps possibly probably might may should shall must ought consider suggest recommend think assuming suppose provided',
)

/** Verbs that destroy or enter, beside those that are changes of ours; this gateway never runs them. */
export const destroys = list(
  'destroy erase wipe purge prune rmi exec nuke drop truncate terminate uninstall format shred rename',
)

/** Verbs of things that are not offered. */
export const notOffered = list(
  `upgrade deploy redeploy create recreate rebuild build push copy commit tag downgrade
   reload reset refresh drain migrate patch install configure edit modify change set clear rotate move
   save export import load email fix repair heal resolve solve enable disable activate
   leave mount unmount open close watch follow subscribe execute download upload archive
   clean cleanup free flush sync backup restore snapshot login logout encrypt decrypt write reinstall reconfigure rollout
   swap replace promote demote manage annotate authenticate unlock lock initialize expose bind steal generate play
   publish resize extract insert ping proxy convert sign trust explain teach manipulate dial auto farm
   acknowledge silence handle map mail add put curl git kubectl systemctl sudo bash sh shell terminal prompt privileged switch`,
)

/** Of these, words that in a question tell how a thing is: "which ports does it expose". */
export const telling = list('set write expose publish tag mount change open close add configure create restore')

/** Things that none of our operations is about. An intent about one of them is not about the target. */
export const foreign = list(
  `secret secrets configs swarm stacks plugin plugins context contexts registry hub checkpoint checkpoints manifest manifests
   builder builders build builds cache vm folder folders
   trust key keys token tokens password passwords credential credentials user users account accounts alert alerts incident
   incidents ticket tickets pod pods cluster certificate certificates ca tarball tar stdin dockerfile quota
   latency requests rate alarm alarms notifications world repo repository branch commit
   commits session sessions namespace namespaces archive license licence auth tty exec shell kubernetes kube compose
   project projects pipeline pipelines cron job jobs test tests database databases query queries queue queues
   bucket buckets dashboard dashboards metricset backup backups snapshot snapshots file files website page pages weather
   monitoring billing vulnerability vulnerabilities cve cves sbom attestation attestations provenance malware`,
)

/** Several things at once; the target is one. */
export const plurals = list(
  'services apps applications instances replicas servers workloads components microservices both',
)

/** Words between two requests. */
export const joiners = list('and then or plus also after before while , followed afterwards')

/** Words that carry nothing in a question or a request to see something. */
export const empty = list(
  `the a an this that these those my our your its it is are was were be been being am has have had having does did do to of
   for from on in at inside within about with by into as me us i we you u they there here what which when why how where any
   some recent latest last current currently newest most more full complete entire whole raw few past new fresh just only so
   please kindly can could would will ok okay hey hi hello thanks thank thx and or also plus , ? = 's whether if still
   yet ever just really actually now right away asap quickly quick immediately urgently again overview summary own
   docker container containers service app application process instance workload component microservice target thing
   whole realtime live display single one or more per itself much many long often time times first all every each
   second minute hour ago since within during over through up going go let lets get see know tell like want need
   happening behaving bit brief short detailed simple list available side actual present exactly anyone someone
   under via using out off amount amounts them him her who whom whose else than very too investigation debugging troubleshooting
   analysis review purposes purpose reference look looking recently previous prior between sort
   kind kinds type types set lines line level levels low high item items entry entries record records report reporting overall
   general basic specific given same behaviour well everything operation command action local locally existing known
   together separately certain particular total various single moment rundown glance picture detail
   side anything something platform environment production prod dev stuff things at exist exists
   set up by name id ids named called named format table json form readable human nice view point
   lately back roughly approximately precisely briefly possible far verbose pretty useful relevant related associated corresponding
   respective involved multiple resulting specified recent onto upon across toward underlying`,
)

/** First words of a request to see something. */
export const looks = list(
  `show get give fetch display print list retrieve grab pull dump view see read return provide report check look take have
   share examine review output find obtain query verify confirm validate inspect describe search scan grep tail cat what
   is are was were does did do has have had how when why where which any let i we can could would monitor investigate
   analyze analyse determine ensure see summarize summarise collect gather test make ask probe perform run measure observe
   need want there bring send tell break lookup enumerate outline present compare count explore visualize receive stream wait block lookup`,
)
