import type { Row } from './row.ts'

/** Limits and restart policy of a container. */
export const asideUpdate: readonly Row[] = [
  {
    intent: 'set the restart policy to on-failure with at most 5 retries',
    target: 'worker',
    expect: { kind: 'container.update', restart_policy: 'on-failure:5' },
  },
  {
    intent: 'make the memory limit half a gigabyte',
    target: 'cart',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  { intent: 'set the pids limit to unlimited', target: 'forker', expect: { kind: 'container.update', pids_limit: -1 } },
  {
    intent: 'turn off automatic restarts for job-42',
    target: 'job-42',
    expect: { kind: 'container.update', restart_policy: 'no' },
  },
  { intent: 'cpus 1.5', target: 'web', expect: { kind: 'container.update', cpus: 1.5 } },
  {
    intent: 'restart policy always',
    target: 'checkout',
    expect: { kind: 'container.update', restart_policy: 'always' },
  },
  { intent: 'limit worker to 100 processes', target: 'worker', expect: { kind: 'container.update', pids_limit: 100 } },
  {
    intent: 'give checkout half a gig of memory',
    target: 'checkout',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  { intent: 'CPU limit 500 millicores', target: 'etl', expect: { kind: 'container.update', cpus: 0.5 } },
  {
    intent: 'restart policy on-failure',
    target: 'api',
    expect: { kind: 'container.update', restart_policy: 'on-failure' },
  },
  {
    intent: 'change the memory limit to two gigs',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 2147483648 },
  },
  {
    intent: 'give db 2 GB of memory and 1.5 cpus',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 2147483648, cpus: 1.5 },
  },
  {
    intent: 'make web restart automatically',
    target: 'web',
    expect: [
      { kind: 'container.update', restart_policy: 'always' },
      { kind: 'container.update', restart_policy: 'unless-stopped' },
      { refused: true },
    ],
  },
  {
    intent: 'reduce cache to 256 megs of RAM',
    target: 'cache',
    expect: { kind: 'container.update', memory_bytes: 268435456 },
  },
  {
    intent: 'allow jvm-app 2g of memory',
    target: 'jvm-app',
    expect: { kind: 'container.update', memory_bytes: 2147483648 },
  },
  {
    intent: 'set the cpu limit to 150%',
    target: 'web',
    expect: [{ kind: 'container.update', cpus: 1.5 }, { refused: true }],
  },
  {
    intent: 'set memory to 512 MB and cpus to 0.5',
    target: 'worker',
    expect: { kind: 'container.update', memory_bytes: 536870912, cpus: 0.5 },
  },
  {
    intent: 'docker update --pids-limit -1 forker',
    target: 'forker',
    expect: { kind: 'container.update', pids_limit: -1 },
  },
  { intent: 'limit api to 0.5 cores', target: 'api', expect: { kind: 'container.update', cpus: 0.5 } },
  {
    intent: 'restart policy unless-stopped',
    target: 'api',
    expect: { kind: 'container.update', restart_policy: 'unless-stopped' },
  },
  { intent: 'docker update -m 512m api', target: 'api', expect: { kind: 'container.update', memory_bytes: 536870912 } },
  {
    intent: 'docker update --pids-limit 100 api',
    target: 'api',
    expect: { kind: 'container.update', pids_limit: 100 },
  },
  { intent: 'limit worker to half a core', target: 'worker', expect: { kind: 'container.update', cpus: 0.5 } },
  { intent: 'limit api to 512 megs', target: 'api', expect: { kind: 'container.update', memory_bytes: 536870912 } },
  {
    intent: 'limit api to 512m of memory and half a core',
    target: 'api',
    expect: { kind: 'container.update', memory_bytes: 536870912, cpus: 0.5 },
  },
  {
    intent: "bump checkout's memory limit to 1 gig",
    target: 'checkout',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'change checkout\'s restart policy to "always"',
    target: 'checkout',
    expect: { kind: 'container.update', restart_policy: 'always' },
  },
  {
    intent: 'disable the restart policy',
    target: 'crawler',
    expect: { kind: 'container.update', restart_policy: 'no' },
  },
  { intent: 'set the CPU limit to 1.5 cores', target: 'web', expect: { kind: 'container.update', cpus: 1.5 } },
  {
    intent: 'set the restart policy of checkout to unless stopped',
    target: 'checkout',
    expect: { kind: 'container.update', restart_policy: 'unless-stopped' },
  },
  {
    intent: 'restart policy on-failure:5',
    target: 'api',
    expect: { kind: 'container.update', restart_policy: 'on-failure:5' },
  },
  {
    intent: 'set the memory limit of worker to 0.5 GB',
    target: 'worker',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  { intent: 'raise the cpu limit to two cpus', target: 'jvm-app', expect: { kind: 'container.update', cpus: 2 } },
  { intent: 'docker update --cpus 2 db', target: 'db', expect: { kind: 'container.update', cpus: 2 } },
  { intent: 'remove the pids limit', target: 'forker', expect: { kind: 'container.update', pids_limit: -1 } },
  {
    intent: 'docker update --restart no job-42',
    target: 'job-42',
    expect: { kind: 'container.update', restart_policy: 'no' },
  },
  { intent: 'set memory to 512m', target: 'api', expect: { kind: 'container.update', memory_bytes: 536870912 } },
  { intent: 'memory limit 512 MB', target: 'checkout', expect: { kind: 'container.update', memory_bytes: 536870912 } },
  {
    intent: 'restart policy on failure, max 5 retries',
    target: 'etl',
    expect: { kind: 'container.update', restart_policy: 'on-failure:5' },
  },
  { intent: 'a quarter of a core for crawler', target: 'crawler', expect: { kind: 'container.update', cpus: 0.25 } },
  {
    intent: 'set the pids limit of worker to 100',
    target: 'worker',
    expect: { kind: 'container.update', pids_limit: 100 },
  },
  {
    intent: 'have it come back by itself after a reboot of the host',
    target: 'web',
    expect: [
      { kind: 'container.update', restart_policy: 'always' },
      { kind: 'container.update', restart_policy: 'unless-stopped' },
      { refused: true },
    ],
  },
  {
    intent: 'docker update --restart on-failure worker',
    target: 'worker',
    expect: { kind: 'container.update', restart_policy: 'on-failure' },
  },
]
