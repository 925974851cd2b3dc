import { sha256, type SendersFile, type SourcesFile } from '@devops-ai/contract'
import type { z } from 'zod'
import { ownPolicies } from './own-policies.ts'
import { agentSettings, cliSettings, gatewaySettings, type Line, type Tokens, type Wish } from './settings.ts'

export interface GeneratedFile {
  /** Relative to the folder of the configuration. */
  readonly path: string
  readonly text: string
}

type Service = 'gateway' | 'agent'
const prefixes = {
  gateway: /^(GATEWAY|INTERPRETER)_/,
  agent: /^(AGENT|ANALYST|AI_COMMAND_GATEWAY)_/,
} as const satisfies Record<Service, RegExp>

/** What of a wish cannot be written into the settings of either service, each as a sentence. */
export function unwritable({ set, dir, databaseUrl, escalationUrl }: Wish): readonly string[] {
  const values = { ...set, '--dir': dir, '--database-url': databaseUrl, '--escalation-url': escalationUrl }
  return [
    ...Object.keys(set)
      .filter((name) => !Object.values(prefixes).some((prefix) => prefix.test(name)))
      .map((name) => `${name} is no setting of the gateway or the agent`),
    ...Object.entries(values)
      .filter(([, value]) => quoted(value) === null)
      .map(([name]) => `${name}: expected one line that does not use all of ' " \``),
  ]
}

/** A settings file has no escapes: a value stands in the first kind of quotes that it does not contain itself. */
function quoted(value: string): string | null {
  if (/^[\w./:,@%+=-]*$/.test(value)) return value
  // In double quotes a backslash would mean something.
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark) && (mark !== '"' || !value.includes('\\')))
  return quote === undefined || /[\n\r]/.test(value) ? null : `${quote}${value}${quote}`
}

const assigned = (name: string, value: string): string => `${name}=${quoted(value) ?? ''}`

const envText = (title: string, lines: readonly Line[], set: Wish['set']): string =>
  [
    `# ${title}. Written by \`devops-ai init\`; every setting is here, none has a default in the code.`,
    '# The real environment wins over this file; a secret may be given as NAME_FILE.',
    ...lines.map(({ name, value, about }) => `\n# ${about}\n${assigned(name, set[name] ?? value)}`),
    // Settings beside the generated ones, such as those of a language model.
    ...Object.entries(set)
      .filter(([name]) => !lines.some((line) => line.name === name))
      .map(([name, value]) => `\n${assigned(name, value)}`),
    '',
  ].join('\n')

const serviceText = (service: Service, lines: readonly Line[], set: Wish['set']): string =>
  envText(service, lines, Object.fromEntries(Object.entries(set).filter(([name]) => prefixes[service].test(name))))

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Everything that both services, a person and the monitoring need, as texts. All files are for their owner alone. */
export async function configurationFiles(wish: Wish, tokens: Tokens): Promise<readonly GeneratedFile[]> {
  const sources = {
    sources: [
      { id: 'devops-ai-agent', kind: 'service', roles: ['agent'], token_sha256: await sha256(tokens.agent) },
      { id: 'operator', kind: 'person', roles: ['operator', 'approver'], token_sha256: await sha256(tokens.operator) },
    ],
  } satisfies z.input<typeof SourcesFile>
  const senders = {
    senders: [
      { id: 'gateway-watch', kind: 'alerts', token_sha256: await sha256(tokens.watch) },
      { id: 'alertmanager', kind: 'alerts', token_sha256: await sha256(tokens.alertmanager) },
      { id: 'operator', kind: 'person', token_sha256: await sha256(tokens.operator) },
    ],
  } satisfies z.input<typeof SendersFile>
  const engine = {
    name: 'local',
    url: wish.engineUrl,
    required: true,
    stop_timeout_seconds: 30,
    only_label: wish.onlyLabel,
  }
  return [
    { path: 'gateway.env', text: serviceText('gateway', gatewaySettings(wish, tokens), wish.set) },
    { path: 'agent.env', text: serviceText('agent', agentSettings(wish, tokens), wish.set) },
    { path: 'cli.env', text: envText('cli', cliSettings(wish, tokens), {}) },
    { path: 'sources.json', text: json(sources) },
    { path: 'senders.json', text: json(senders) },
    { path: 'engines.json', text: json({ engines: [engine] }) },
    { path: 'policies/own.cedar', text: ownPolicies },
    { path: 'alertmanager-receiver.yml', text: alertmanagerReceiver(wish, tokens) },
    { path: 'prometheus-scrape.yml', text: prometheusScrape(wish, tokens) },
  ]
}

const alertmanagerReceiver = (
  wish: Wish,
  tokens: Tokens,
): string => `# Paste into alertmanager.yml under \`receivers:\`, and route to it.
- name: devops-ai
  webhook_configs:
    - url: http://${wish.agentListen}/webhook/alerts
      send_resolved: true
      http_config:
        authorization:
          credentials: ${tokens.alertmanager}
`

const prometheusScrape = (wish: Wish, tokens: Tokens): string => `# Paste into prometheus.yml under \`scrape_configs:\`.
- job_name: devops-ai-gateway
  authorization:
    credentials: ${tokens.operator}
  static_configs:
    - targets: ['${wish.gatewayListen}']
`
