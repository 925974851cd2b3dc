import type { Decision } from '@devops-ai/contract'
import type { Situation } from './matrix.ts'

/**
 * What the design says, in words of its own: nothing here looks at the policies, at Cedar or at the table of operations.
 * Each row is a rule; the first that fits decides.
 */

/** The closed set's changes; all else is a read. */
const changes = new Set(
  [
    'container.start container.stop container.restart container.pause container.unpause container.kill container.update',
    'container.remove network.connect network.disconnect service.scale service.force-update service.rollback',
  ].flatMap((line) => line.split(' ')),
)

/** They interrupt a service and bring it back. */
const repairs = new Set(['container.restart', 'service.force-update'])

const isChange = ({ kind }: Situation): boolean => changes.has(kind)
const isProgram = ({ asker }: Situation): boolean => asker === 'service' || asker === 'mcp'
const isLabelled = ({ autonomy }: Situation, ...levels: readonly string[]): boolean => levels.includes(autonomy)

type Rule = readonly [
  words: string,
  fits: (situation: Situation, approved: boolean) => boolean,
  permits: boolean,
  policy: string,
]

const rules: readonly Rule[] = [
  ['everybody may look at everything', (it) => !isChange(it), true, 'reading'],
  ['what is protected is never changed, nor tried', (it) => it.guarded, false, 'protected'],
  [
    'suggest and above: dry runs',
    (it) => it.dryRun && isLabelled(it, 'suggest', 'approve', 'auto'),
    true,
    'autonomy-suggest',
  ],
  ['a person may try anything else dry', (it) => it.dryRun && !isProgram(it), true, 'dry-run-by-person'],
  ['and nobody else may', (it) => it.dryRun, false, 'deny-by-default'],
  ['data is lost by hand alone', (it) => it.dataLoss, false, 'no-data-loss'],
  [
    'a program takes away the last healthy replica only after an approval',
    (it, approved) => it.lastHealthy && !repairs.has(it.kind) && isProgram(it) && !approved,
    false,
    'last-healthy-replica',
  ],
  [
    'a program does what nothing takes back only after an approval',
    (it, approved) => it.kind === 'container.remove' && isProgram(it) && !approved,
    false,
    'irreversible',
  ],
  ['auto: changes', (it) => isLabelled(it, 'auto'), true, 'autonomy-auto'],
  [
    'approve: changes after an approval',
    (it, approved) => isLabelled(it, 'approve') && approved,
    true,
    'autonomy-approve',
  ],
  ['silence means observe', () => true, false, 'deny-by-default'],
]

function ruleFor(situation: Situation, approved: boolean): { readonly permits: boolean; readonly policy: string } {
  const rule = rules.find(([, fits]) => fits(situation, approved))
  if (!rule) throw new Error('the last rule fits everything')
  return { permits: rule[2], policy: rule[3] }
}

/** The verdict by two questions, without and with an approval, and one policy that must be among those named. */
export function verdictOf(situation: Situation): { readonly verdict: Decision['verdict']; readonly policy: string } {
  const asItIs = ruleFor(situation, false)
  if (asItIs.permits) return { verdict: 'allow', policy: asItIs.policy }
  const approved = ruleFor(situation, true)
  return { verdict: approved.permits ? 'approve' : 'deny', policy: approved.policy }
}

/**
 * What comes of a request when changes may be frozen and a person may have approved exactly this. Both are laws of the
 * gateway, not of Cedar: while frozen no change runs, whatever policy says; an approval lets run what waits for one, and
 * nothing else. Reads and dry runs change nothing, so neither touches them.
 */
export function outcomeOf(
  situation: Situation,
  { frozen, approved }: { readonly frozen: boolean; readonly approved: boolean },
): 'runs' | 'waits' | 'frozen' | 'denied' {
  if (frozen && isChange(situation) && !situation.dryRun) return 'frozen'
  const { verdict } = verdictOf(situation)
  if (verdict === 'deny') return 'denied'
  return verdict === 'allow' || approved ? 'runs' : 'waits'
}
