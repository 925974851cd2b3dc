import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { info } from '../evidence/testing/samples.ts'
import { groupOf, occurrenceOf } from '../intake/occurrence.ts'
import { chooseTarget } from './choose.ts'

const Rules = z.array(
  z.object({
    alert: z.string(),
    expr: z.string(),
    severity: z.string().nullable(),
    summary: z.string(),
    description: z.string(),
  }),
)

/** As `init` writes it. */
const order =
  'container_id,container,container_name,name,service,com_docker_compose_service,com_docker_swarm_service_name,instance,job'.split(
    ',',
  )
const targets = [
  info('shop-checkout-1', '1', { service: 'checkout' }),
  info('jenkins', '2', { service: null, project: null }),
  info('web.1.x0k2', '3', { service: null, project: null, labels: { 'com.docker.swarm.service.name': 'web' } }),
  info('nodeexporter', '4', { service: null, image: 'prom/node-exporter' }),
  info('cadvisor', '5', { service: null, image: 'gcr.io/cadvisor/cadvisor' }),
  info('probes', '6', { service: null, image: 'prom/blackbox-exporter' }),
]

type Texts = Readonly<Record<string, string>>

/** What each kind of series carries in a common monitoring of Docker, by the first metric of an expression. */
const series: readonly (readonly [kind: string, metric: RegExp, labels: Texts])[] = [
  [
    'cadvisor',
    /\bcontainer_/,
    {
      instance: 'cadvisor:8080',
      job: 'cadvisor',
      id: `/docker/${'1'.repeat(64)}`,
      name: 'shop-checkout-1',
      container: 'shop-checkout-1',
      container_label_com_docker_compose_service: 'checkout',
      container_label_com_docker_swarm_task_name: 'web.1.x0k2',
      image: 'shop/checkout',
    },
  ],
  ['probe itself', /\bblackbox_exporter_/, { instance: 'probes:9115', job: 'blackbox' }],
  ['probe', /\bprobe_/, { instance: 'http://checkout:8080/health?deep=1', job: 'blackbox' }],
  ['host', /\bnode_/, { instance: 'nodeexporter:9100', job: 'nodeexporter', node_name: 'swarm-1' }],
  ['up', /\bup\b/, { instance: 'checkout:9100', job: 'checkout' }],
]

/** The labels that are left of a series: those that an aggregation keeps, those that `absent` is asked for. */
function labelsOf(expr: string): { readonly kind: string; readonly labels: Texts } {
  const [kind = 'none', , labels = {}] = series.find(([, metric]) => metric.test(expr)) ?? []
  const absent = /^absent\([^{]*\{?([^}]*)/.exec(expr)?.[1]
  if (absent !== undefined)
    return { kind, labels: Object.fromEntries([...absent.matchAll(/(\w+)="([^"]+)"/g)].map(([, k, v]) => [k, v])) }
  const kept = /\bby\s*\(([^)]*)\)/i.exec(expr)?.[1]?.split(/,\s*/)
  if (kept) return { kind, labels: Object.fromEntries(Object.entries(labels).filter(([name]) => kept.includes(name))) }
  return { kind, labels: /^\(?(sum|count)\s*\(/.test(expr) ? {} : labels }
}

/** What must come of an alert, by what it can know. */
function expected(kind: string, labels: Texts): string {
  if ('name' in labels) return labels['name'] ?? ''
  if ('container' in labels) return labels['container'] ?? ''
  if ('container_label_com_docker_swarm_task_name' in labels) return 'web.1.x0k2'
  if (kind === 'probe' || kind === 'up') return 'shop-checkout-1'
  return 'nobody'
}

const folder = new URL('../../../../../shared/data/alert-rules.json', import.meta.url)

test('rules as users have them: each alert names its container, or nobody, and keeps its severity and its words', async ({
  annotate,
}) => {
  if (!existsSync(folder)) {
    await annotate('alert-rules.json is not here: no rule was tried')
    return
  }
  const rules = Rules.parse(JSON.parse(readFileSync(folder, 'utf8')))
  const found = rules.map(({ alert, expr, severity, summary, description }) => {
    const { kind, labels } = labelsOf(expr)
    const rendered = (text: string): string => text.replace(/\{\{[^}]*\}\}/g, 'x')
    const understood = occurrenceOf(
      {
        status: 'firing',
        labels: { alertname: alert, ...(severity !== null && { severity }), ...labels },
        annotations: { summary: rendered(summary), description: rendered(description) },
        startsAt: '2026-01-01T00:00:00Z',
      },
      groupOf({}, 'prometheus', new Date('2026-01-01T00:00:00Z')),
    )
    if (!understood.ok) throw new Error(understood.reason)
    const { occurrence } = understood
    const choice = chooseTarget(occurrence, targets, order)
    return {
      alert,
      is: [
        choice.kind === 'known' ? choice.target.name : 'nobody',
        occurrence.alert.severity,
        occurrence.alert.summary,
      ],
      shouldBe: [expected(kind, labels), severity ?? 'unknown', rendered(summary)],
    }
  })
  expect(found.map(({ alert, is }) => [alert, ...is])).toEqual(found.map(({ alert, shouldBe }) => [alert, ...shouldBe]))
  const named = found.filter(({ is }) => is[0] !== 'nobody').length
  await annotate(`${rules.length} rules, ${named} of which name a container`)
})
