import {
  type DescribedEffects,
  type DescribedTarget,
  PolicyExplainRequest,
  type PolicyExplanation,
  type PolicyWay,
  readSituation,
} from '@devops-ai/contract'
import { Command } from 'commander'
import { styleText } from 'node:util'
import { z } from 'zod'
import { answered, connection, gatewayOf } from './connection.ts'
import { harms } from './effects.ts'
import { plain } from './plain.ts'
import { Complaint, type Terminal } from './terminal.ts'

interface Options {
  readonly source?: string
  readonly operation?: string
  readonly intent?: string
  readonly target?: string
  readonly engine?: string
  readonly described?: readonly string[]
  readonly dryRun?: boolean
  readonly approved?: boolean
  readonly json?: boolean
}

export const policyExplainCommand = (terminal: Terminal): Command =>
  new Command('explain')
    .description('say what would be decided, why, and what would change it; nothing runs')
    .option('--operation <kind>', 'such as container.restart')
    .option('--intent <words>', 'or in plain words, such as "restart the service"')
    .option('--target <name>', 'a container or service that is there')
    .option('--engine <name>', 'its engine, where the name is on more than one')
    .option('--described <words...>', 'or one as it would be, such as: service=checkout autonomy=auto data-loss')
    .option('--source <id>', 'who would ask; you, if not said')
    .option('--dry-run', 'a dry run')
    .option('--approved', 'as if a person had approved exactly this')
    .option('--json', 'the answer as JSON')
    .action(async (options: Options) => {
      const request = questionOf(options)
      const explanation = await answered(gatewayOf(connection(terminal)).explainPolicy(request))
      if (options.json) return terminal.out(JSON.stringify(explanation))
      for (const line of explanationLines(explanation)) terminal.out(line)
    })

function questionOf(options: Options): PolicyExplainRequest {
  const { source, operation, intent, target, engine, dryRun = false, approved = false } = options
  const request = PolicyExplainRequest.safeParse({
    ...(source !== undefined && { source_id: source }),
    ...(operation !== undefined && { operation }),
    ...(intent !== undefined && { intent }),
    ...(target !== undefined && { target: { name: target, ...(engine !== undefined && { engine }) } }),
    ...(options.described && describedBy(options.described)),
    ...(dryRun && { dry_run: true }),
    ...(approved && { approved: true }),
  })
  if (request.success) return request.data
  throw new Complaint(z.prettifyError(request.error))
}

function describedBy(words: readonly string[]): { described: DescribedTarget; effects: DescribedEffects } {
  const read = readSituation(words)
  if (!read.ok) throw new Complaint(`--described: ${read.problem}`)
  const { id, roles, target, circumstances, effects } = read.situation
  if (id !== null || roles.length > 0) throw new Complaint('--described: who asks is said by --source')
  return { ...circumstances, described: target, effects }
}

const verdicts = {
  allow: { colour: 'green', then: 'it is allowed' },
  approve: { colour: 'yellow', then: 'it needs the approval of a person' },
  deny: { colour: 'red', then: 'it is denied' },
} as const satisfies Record<PolicyExplanation['decision']['verdict'], object>

/** The answer for a person. */
export function explanationLines(explanation: PolicyExplanation): readonly string[] {
  const { decision, operation, target, source_id, sentence, effects, ways } = explanation
  const facts = harms(effects)
  return [
    `${styleText(verdicts[decision.verdict].colour, decision.verdict)}  ${operation}${target === null ? '' : ` of ${plain(target)}`}, asked for by ${source_id}`,
    `  ${plain(sentence)}`,
    `  policies: ${plain(decision.policies.join(', '))}`,
    ...(facts.length > 0 ? [`  effects: ${plain(facts.join(', '))}`] : []),
    ...(ways.length > 0 ? ['  What would change it:'] : []),
    ...ways.flatMap(wayLines),
  ]
}

function wayLines(way: PolicyWay): readonly string[] {
  const line = (what: string): string => `  - ${plain(what)}: then ${verdicts[way.verdict].then}`
  switch (way.by) {
    case 'approval':
      return [line('the approval of a person')]
    case 'label':
      return [line(`the label ${way.label}=${way.value}, where the container is made (such as its Compose file)`)]
    case 'forbid':
      return [line(`without ${way.policies.map(({ id, file }) => `${id} in ${file}`).join(' and ')}`)]
    case 'permit':
      return [line('this permit in a policy file'), ...way.text.split('\n').map((text) => `      ${plain(text)}`)]
  }
}
