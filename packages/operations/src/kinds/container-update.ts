import type { ContainerBaseline } from '@devops-ai/contract'
import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'
import { bytesText } from '../project/projection.ts'
import { limitsIn, withLimits } from '../words/limits.ts'

/** Bytes and processors are hard limits. `pids_limit` -1 takes the limit away. */
export const ContainerUpdate = z
  .strictObject({
    kind: z.literal('container.update'),
    memory_bytes: z
      .int()
      .min(6 * 1024 ** 2, 'expected at least 6m, the least that Docker accepts')
      .optional(),
    cpus: z.number().min(0.01).max(512).multipleOf(0.01).optional(),
    pids_limit: z.union([z.literal(-1), z.int().min(1)], 'expected at least 1 process, or -1 for no limit').optional(),
    restart_policy: z
      .string()
      .regex(
        /^(?:no|always|unless-stopped|on-failure(?::[1-9]\d{0,8})?)$/,
        'expected no, always, unless-stopped, on-failure or on-failure:N',
      )
      .optional(),
  })
  .refine(
    ({ memory_bytes, cpus, pids_limit, restart_policy }) =>
      [memory_bytes, cpus, pids_limit, restart_policy].some((value) => value !== undefined),
    'expected at least one of --memory, --cpus, --pids-limit, --restart',
  )
export type ContainerUpdate = z.infer<typeof ContainerUpdate>

export const containerUpdate = change({
  schema: ContainerUpdate,
  about: 'container',
  summary: 'change the limits or the restart policy of a container',
  sentence: (operation, name) => `Set ${settings(operation).join(', ')} of the container ${name}.`,
  words: {
    verbs: [],
    serves: ['harm'],
    phrases: [
      '(set|change|update|adjust|modify|reconfigure|raise|lower|increase|decrease|reduce|cut|bump|drop|bring|put|limit|cap|restrict|configure|make|constrain|lift|boost|grow|shrink|throttle|use|apply|impose|enforce|place|switch) [up|down|back] {limits} [(of|for|on|in|to) {target}]',
      '(would you mind|do you mind|try) (setting|changing|updating|raising|lowering|increasing|reducing|limiting|capping) [up|down] {limits} [(of|for|on|in|to) {target}]',
      '(give|grant|allow|allocate|assign|let|permit) [{target}] [to] [use|have|run] [only] {limits}',
      '{target} (should|must|has to|needs to) be (allowed|given|granted) [only] {limits}',
      '(limit|cap|restrict|update) {target} , ({limits}|#size {more})',
      '(set|make) {target} {limits}',
      'make {target} (use|have|run with) ({limits}|[only|just|at most|no more than] #size)',
      '(give|let|allow) {target} [to] [use|have] [up to|at most|only] #size',
      '(i|we) (want|need|would like) {target} to (have|get|use|run with) [only] {limits}',
      '(set|update|change) [the|its] (limits|limit|resources|resource limits) [of {target}] [,|to] {limits}',
      '@lifted [on {target}]',
      '(give|grant|allow|allocate|assign) {limits} (to|for|in) {target}',
      '(limit|cap|restrict|throttle|constrain|confine|cut|shrink) {target} [back|down] (to|at|with) ({limits}|[only|just] #size {more})',
      '(set|update|change|reduce|lower|raise|bump|resize|configure) {target} [up|down|back] (to|to have|with|,) {limits}',
      '{target} (needs|should have|must have|should get|has to have|needs to have) [only] {limits}',
      '{target} (needs to|should|must|has to) be (limited|capped|restricted|throttled|constrained) (to|at) ({limits}|#size)',
      '[(i|we)] (want|need|would like) {target} [to be] (limited|capped|restricted|throttled|constrained) (to|at) ({limits}|#size)',
      '(i|we) (want|need|would like) {limits} (for|on|in) {target}',
      '{limits} for {target}',
      '@required {more}',
    ],
    labels: ['@cap {more}', '{limit} [,] [and] @cap'],
    speaks: [
      'limit',
      'cap',
      'throttle',
      'restrict',
      'raise',
      'lower',
      'increase',
      'decrease',
      'reduce',
      'bump',
      'update',
    ],
    expects: 'which limit or restart policy and its value, e.g. "limit its memory to 512 MB"',
    reduce: withLimits,
    fill: limitsIn,
  },
  command: {
    words: [['update'], ['container', 'update']],
    operands: onTarget,
    flags: [
      { spellings: ['--memory', '-m'], field: 'memory_bytes', value: 'size' },
      { spellings: ['--cpus'], field: 'cpus', value: 'decimal' },
      { spellings: ['--pids-limit'], field: 'pids_limit', value: 'limit' },
      { spellings: ['--restart'], field: 'restart_policy', value: 'word' },
    ],
    marks: [],
    unsaid: {},
  },
  call: (operation, { id }) => ({
    method: 'POST',
    path: `/containers/${id}/update`,
    query: {},
    body: bodyOf(operation),
  }),
  unfit: ({ memory_bytes, restart_policy = 'no' }, before) => {
    if (before.auto_remove && restart_policy !== 'no')
      return 'the container is removed as soon as it ends, so it has no restart policy'
    // Docker refuses a memory limit above that of memory and swap together, and to it no such limit is one of 0.
    if (memory_bytes !== undefined && before.memory_bytes === 0)
      return 'the container was made without a memory limit, and Docker sets one only together with a limit of swap'
    return null
  },
  interrupts: () => false,
  undo: undoOf,
  witness: (before, after, operation) => (after === null ? 'cannot_tell' : seen(holds(operation, after))),
})

function settings({ memory_bytes, cpus, pids_limit, restart_policy }: ContainerUpdate): string[] {
  return [
    memory_bytes === undefined ? [] : `the memory limit to ${bytesText(memory_bytes)}`,
    cpus === undefined ? [] : `the processor limit to ${cpus}`,
    pids_limit === undefined ? [] : `the limit of processes to ${pids_limit === -1 ? 'none' : pids_limit}`,
    restart_policy === undefined ? [] : `the restart policy to ${restart_policy}`,
  ].flat()
}

const nanoCpus = (cpus: number): number => Math.round(cpus * 1e9)

function bodyOf({ memory_bytes, cpus, pids_limit, restart_policy }: ContainerUpdate): Record<string, unknown> {
  const [Name, retries = '0'] = restart_policy?.split(':') ?? []
  return {
    ...(memory_bytes !== undefined && { Memory: memory_bytes }),
    ...(cpus !== undefined && { NanoCpus: nanoCpus(cpus) }),
    ...(pids_limit !== undefined && { PidsLimit: pids_limit }),
    ...(Name !== undefined && { RestartPolicy: { Name, MaximumRetryCount: Number(retries) } }),
  }
}

/** Memory and processors without a limit before cannot be restored: to Docker 0 says "leave it as it is". */
function undoOf(operation: ContainerUpdate, before: ContainerBaseline): ContainerUpdate | null {
  const undo = ContainerUpdate.safeParse({
    kind: 'container.update',
    ...(operation.memory_bytes !== undefined && { memory_bytes: before.memory_bytes }),
    ...(operation.cpus !== undefined && { cpus: before.nano_cpus / 1e9 }),
    ...(operation.pids_limit !== undefined && { pids_limit: Math.max(0, before.pids_limit) || -1 }),
    ...(operation.restart_policy !== undefined && { restart_policy: before.restart_policy }),
  })
  return undo.success && !holds(operation, before) ? undo.data : null
}

const holds = (
  { memory_bytes, cpus, pids_limit, restart_policy }: ContainerUpdate,
  state: ContainerBaseline,
): boolean =>
  (memory_bytes ?? state.memory_bytes) === state.memory_bytes &&
  (cpus === undefined || nanoCpus(cpus) === state.nano_cpus) &&
  (pids_limit === undefined || Math.max(0, pids_limit) === Math.max(0, state.pids_limit)) &&
  (restart_policy ?? state.restart_policy) === state.restart_policy
