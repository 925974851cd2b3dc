/** What `devops-ai init` was asked for. Paths are absolute. */
export interface Wish {
  readonly dir: string
  readonly engineUrl: string
  /** Only containers with this label exist for the gateway, e.g. `devops-ai.demo=abc`; null: all of them. */
  readonly onlyLabel: string | null
  readonly gatewayListen: string
  readonly agentListen: string
  readonly databaseUrl: string
  readonly escalationUrl: string
  /** Settings of either service that differ from what is generated, e.g. `AGENT_STABLE_SECONDS=2`. */
  readonly set: Readonly<Record<string, string>>
}

/** Fresh secrets; only their hashes are written beside the service that checks them. */
export interface Tokens {
  readonly agent: string
  readonly operator: string
  readonly watch: string
  readonly alertmanager: string
  /** What the webhook that tells people is signed with. */
  readonly escalation: string
}

/** One setting of a generated file: its name, its value and what it means to the reader. */
export interface Line {
  readonly name: string
  readonly value: string
  readonly about: string
}

const url = (listen: string): string => `http://${listen}`

export const gatewaySettings = (wish: Wish, tokens: Tokens): readonly Line[] => [
  { name: 'GATEWAY_LISTEN', value: wish.gatewayListen, about: 'address of the HTTP API' },
  { name: 'GATEWAY_ENGINES', value: `${wish.dir}/engines.json`, about: 'the Docker engines' },
  { name: 'GATEWAY_JOURNAL_PATH', value: `${wish.dir}/journal`, about: 'folder of the append-only record' },
  { name: 'GATEWAY_POLICY_PATH', value: `${wish.dir}/policies`, about: 'folder of Cedar policies, yours to edit' },
  { name: 'GATEWAY_SOURCES_PATH', value: `${wish.dir}/sources.json`, about: 'who may ask, by the hash of a token' },
  { name: 'GATEWAY_PROTECTED', value: '', about: 'names never changed, comma separated, beside our own containers' },
  { name: 'GATEWAY_ALIASES', value: '', about: 'further names: alias=name, comma separated' },
  { name: 'GATEWAY_INTERPRETER', value: 'offline', about: 'offline or model' },
  {
    name: 'GATEWAY_COMMAND_TIMEOUT_SECONDS',
    value: '60',
    about: 'an answer of the engine; above the longest stop time-out',
  },
  { name: 'GATEWAY_APPROVAL_SECONDS', value: '1800', about: 'how long a person may take to approve a change' },
  { name: 'GATEWAY_SAMPLE_SECONDS', value: '15', about: 'usage is measured so often in the background; 0: never' },
  { name: 'GATEWAY_MAX_OUTPUT_BYTES', value: '1048576', about: 'output of one read; the cut is announced' },
  {
    name: 'GATEWAY_WATCH_URL',
    value: `${url(wish.agentListen)}/webhook/alerts`,
    about: 'where the watch posts alerts',
  },
  { name: 'GATEWAY_WATCH_TOKEN', value: tokens.watch, about: 'its token' },
  { name: 'GATEWAY_START_GRACE_SECONDS', value: '20', about: 'alerts wait this long after a start' },
  { name: 'GATEWAY_RECONCILE_SECONDS', value: '30', about: 'every so often the engine is listed anew' },
  { name: 'GATEWAY_RATE_PER_MINUTE', value: '6000', about: 'requests of one source' },
  { name: 'GATEWAY_MAX_ACTIVE_REQUESTS', value: '256', about: 'above it the answer is 503' },
  { name: 'GATEWAY_LOG_LEVEL', value: 'info', about: 'trace, debug, info, warn, error' },
]

export const agentSettings = (wish: Wish, tokens: Tokens): readonly Line[] => [
  { name: 'AI_COMMAND_GATEWAY_URL', value: url(wish.gatewayListen), about: 'the only way out of the agent' },
  { name: 'AI_COMMAND_GATEWAY_TIMEOUT', value: '90', about: 'seconds; above the command time-out of the gateway' },
  { name: 'AI_COMMAND_GATEWAY_SOURCE_ID', value: 'devops-ai-agent', about: 'who the agent is there' },
  { name: 'AI_COMMAND_GATEWAY_TOKEN', value: tokens.agent, about: 'its token' },
  { name: 'AGENT_LISTEN', value: wish.agentListen, about: 'address of the HTTP API' },
  { name: 'AGENT_DATABASE_URL', value: wish.databaseUrl, about: 'embedded, or postgres://…' },
  { name: 'AGENT_DATA_DIR', value: `${wish.dir}/data`, about: 'folder of the embedded PostgreSQL' },
  { name: 'AGENT_SENDERS_PATH', value: `${wish.dir}/senders.json`, about: 'who may post alerts and read incidents' },
  { name: 'AGENT_ANALYST', value: 'rules', about: 'rules or model' },
  {
    name: 'AGENT_TARGET_LABELS',
    value:
      'container_id,container,container_name,name,service,com_docker_compose_service,com_docker_swarm_service_name,instance,job',
    about: 'labels of an alert that may name its target, first match wins',
  },
  { name: 'AGENT_INEFFECTIVE_CHANGES', value: '2', about: 'changes that did not help, then a person is told' },
  { name: 'AGENT_CHANGES_PER_HOUR', value: '6', about: 'changes on one target, helpful ones included' },
  { name: 'AGENT_SERVICE_CHANGES_PER_HOUR', value: '10', about: 'changes on all containers of one service' },
  { name: 'AGENT_ENGINE_CHANGES_PER_HOUR', value: '120', about: 'changes on one engine' },
  { name: 'AGENT_COOLDOWN_SECONDS', value: '30', about: 'from one change on a target to the next; doubles each time' },
  {
    name: 'AGENT_DEPLOY_GRACE_SECONDS',
    value: '30',
    about: 'what was just created or configured is left alone so long',
  },
  {
    name: 'AGENT_ALERTMANAGER_URL',
    value: '',
    about: 'whose silences are respected, e.g. http://127.0.0.1:9093; empty: none',
  },
  { name: 'AGENT_VERIFY_SECONDS', value: '120', about: 'how long a repair may take to show' },
  { name: 'AGENT_STABLE_SECONDS', value: '10', about: 'how long it must hold' },
  { name: 'AGENT_WAIT_SECONDS', value: '900', about: 'how long an incident may wait before a person is told' },
  { name: 'AGENT_RECHECK_SECONDS', value: '5', about: 'how often a waiting incident looks again' },
  { name: 'AGENT_OPERATION_DEADLINE_SECONDS', value: '300', about: 'how long one request is tried' },
  {
    name: 'AGENT_GROUP_SECONDS',
    value: '120',
    about: 'incidents that depend on each other and open within it are a group',
  },
  { name: 'AGENT_MASS_EXIT_CONTAINERS', value: '5', about: 'so many of one engine that end together are one incident' },
  { name: 'AGENT_MASS_EXIT_SECONDS', value: '10', about: 'what counts as together' },
  { name: 'AGENT_STORM_INCIDENTS', value: '20', about: 'more incidents than these that open at once are a storm' },
  { name: 'AGENT_STORM_SECONDS', value: '60', about: 'what counts as at once' },
  { name: 'AGENT_CHANGES_AT_ONCE', value: '5', about: 'changes under way at the same time; the rest wait their turn' },
  {
    name: 'AGENT_LOOK_AGAIN_SECONDS',
    value: '60',
    about: 'after it told a person it looks by itself, first after this long, then ever less often',
  },
  {
    name: 'AGENT_PROMETHEUS_URL',
    value: '',
    about: "where an alert's own expression is asked after a repair; empty: nowhere",
  },
  {
    name: 'AGENT_PROMETHEUS_TOKEN',
    value: '',
    about: 'a bearer token for it, or AGENT_PROMETHEUS_TOKEN_FILE instead; empty: none',
  },
  { name: 'AGENT_PROMETHEUS_BASIC_AUTH', value: '', about: 'or user:password; empty: none' },
  {
    name: 'AGENT_ESCALATION_URL',
    value: wish.escalationUrl,
    about: 'a webhook that tells people; empty: off',
  },
  { name: 'AGENT_ESCALATION_SECRET', value: tokens.escalation, about: 'it is signed with this' },
  { name: 'AGENT_SLACK_WEBHOOK_URL', value: '', about: 'an incoming webhook of Slack; empty: off' },
  { name: 'AGENT_SMTP_URL', value: '', about: 'smtp://user:password@host:587 or smtps://…; empty: no mail' },
  { name: 'AGENT_MAIL_FROM', value: '', about: 'the sender of mails' },
  { name: 'AGENT_MAIL_TO', value: '', about: 'who gets them, comma separated' },
  {
    name: 'AGENT_REPEAT_FIRST_SECONDS',
    value: '300',
    about: 'what nobody acknowledges is told again, then less often',
  },
  { name: 'AGENT_REPEAT_LONGEST_SECONDS', value: '3600', about: 'and at least so often' },
  { name: 'AGENT_RETENTION_DAYS', value: '30', about: 'incidents that have ended are kept so long' },
  { name: 'AGENT_RETENTION_INCIDENTS', value: '10000', about: 'and so many of them at most' },
  { name: 'AGENT_DEAD_MAN_URL', value: '', about: 'called while the agent works; empty: none' },
  { name: 'AGENT_DEAD_MAN_SECONDS', value: '60', about: 'how often it is called' },
  { name: 'AGENT_LOG_LEVEL', value: 'info', about: 'trace, debug, info, warn, error' },
]

export const cliSettings = (wish: Wish, tokens: Tokens): readonly Line[] => [
  { name: 'DEVOPS_AI_AGENT_URL', value: url(wish.agentListen), about: 'the agent' },
  { name: 'DEVOPS_AI_GATEWAY_URL', value: url(wish.gatewayListen), about: 'the gateway' },
  { name: 'DEVOPS_AI_TOKEN', value: tokens.operator, about: 'your token, at both services' },
  { name: 'DEVOPS_AI_JOURNAL_PATH', value: `${wish.dir}/journal`, about: 'the record, for `devops-ai journal verify`' },
]
