import type { Row } from './row.ts'

/** Limits and restart policy of a container. */
export const seenUpdate: readonly Row[] = [
  {
    intent: 'one cpu and restart policy unless-stopped',
    target: 'cart',
    expect: { kind: 'container.update', cpus: 1, restart_policy: 'unless-stopped' },
  },
  {
    intent: 'set the restart policy to always',
    target: 'api',
    expect: { kind: 'container.update', restart_policy: 'always' },
  },
  {
    intent: 'allow at most 100 pids in forker',
    target: 'forker',
    expect: { kind: 'container.update', pids_limit: 100 },
  },
  {
    intent: 'lower the memory limit to 256m',
    target: 'cache',
    expect: { kind: 'container.update', memory_bytes: 268435456 },
  },
  {
    intent: 'db should have the restart policy always',
    target: 'db',
    expect: { kind: 'container.update', restart_policy: 'always' },
  },
  {
    intent: 'docker update --memory 512m api',
    target: 'api',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  {
    intent: 'raise the memory limit to 1g',
    target: 'api',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'set the cpu limit of update-checker to half a CPU',
    target: 'update-checker',
    expect: { kind: 'container.update', cpus: 0.5 },
  },
  {
    intent: 'set the restart policy to no',
    target: 'job-42',
    expect: { kind: 'container.update', restart_policy: 'no' },
  },
  {
    intent: 'please update the memory limit to 512 megabytes',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  {
    intent: 'db needs a memory limit of 2 GB',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 2147483648 },
  },
  { intent: 'restrict crawler to 0.25 cpus', target: 'crawler', expect: { kind: 'container.update', cpus: 0.25 } },
  {
    intent: 'change the restart policy to on-failure with a maximum of three retries',
    target: 'etl',
    expect: { kind: 'container.update', restart_policy: 'on-failure:3' },
  },
  {
    intent: 'docker update --restart always api',
    target: 'api',
    expect: { kind: 'container.update', restart_policy: 'always' },
  },
  {
    intent: 'docker update --restart on-failure:5 worker',
    target: 'worker',
    expect: { kind: 'container.update', restart_policy: 'on-failure:5' },
  },
  { intent: 'set RAM to 1024 MB', target: 'web', expect: { kind: 'container.update', memory_bytes: 1073741824 } },
  {
    intent: "increase api's memory to 1 GB",
    target: 'api',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  { intent: 'give api two cores', target: 'api', expect: { kind: 'container.update', cpus: 2 } },
  {
    intent: 'docker update --memory 512m --cpus 0.5 api',
    target: 'api',
    expect: { kind: 'container.update', memory_bytes: 536870912, cpus: 0.5 },
  },
  {
    intent: 'docker update -m 1g --pids-limit 200 --restart always db',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 1073741824, pids_limit: 200, restart_policy: 'always' },
  },
  {
    intent: "set db's memory limit to one gigabyte",
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'cut the memory limit of cache down to 256MB',
    target: 'cache',
    expect: { kind: 'container.update', memory_bytes: 268435456 },
  },
  { intent: 'one and a half cpus for web please', target: 'web', expect: { kind: 'container.update', cpus: 1.5 } },
  {
    intent: 'use the unless-stopped restart policy for web',
    target: 'web',
    expect: { kind: 'container.update', restart_policy: 'unless-stopped' },
  },
  { intent: 'throttle crawler to 0.5 CPUs', target: 'crawler', expect: { kind: 'container.update', cpus: 0.5 } },
  {
    intent: "set worker's restart policy to on failure",
    target: 'worker',
    expect: { kind: 'container.update', restart_policy: 'on-failure' },
  },
  {
    intent: "cap worker's memory at 512MiB",
    target: 'worker',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  {
    intent: 'change the restart policy of crawler to "no"',
    target: 'crawler',
    expect: { kind: 'container.update', restart_policy: 'no' },
  },
  {
    intent: 'docker update --restart unless-stopped db',
    target: 'db',
    expect: { kind: 'container.update', restart_policy: 'unless-stopped' },
  },
  { intent: 'half a cpu for worker', target: 'worker', expect: { kind: 'container.update', cpus: 0.5 } },
  {
    intent: 'update db: memory 2g, cpus 1.5',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 2147483648, cpus: 1.5 },
  },
  { intent: 'allow db to use 2 CPUs', target: 'db', expect: { kind: 'container.update', cpus: 2 } },
  {
    intent: 'docker container update --memory 1g worker',
    target: 'worker',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'cap the number of processes at 100',
    target: 'forker',
    expect: { kind: 'container.update', pids_limit: 100 },
  },
  { intent: 'memory limit 1.5g please', target: 'db', expect: { kind: 'container.update', memory_bytes: 1610612736 } },
  {
    intent: 'the memory limit of web should be 1GiB',
    target: 'web',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  { intent: 'pids limit 100', target: 'api', expect: { kind: 'container.update', pids_limit: 100 } },
  {
    intent: 'cap the memory of stats-api at 512 MB',
    target: 'stats-api',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  { intent: 'docker update --cpus 0.5 api', target: 'api', expect: { kind: 'container.update', cpus: 0.5 } },
  { intent: 'cap the CPU of crawler at 0.5', target: 'crawler', expect: { kind: 'container.update', cpus: 0.5 } },
  { intent: 'cpu limit of 2', target: 'api', expect: { kind: 'container.update', cpus: 2 } },
  {
    intent: 'raise the memory limit of db to one and a half gigs',
    target: 'db',
    expect: { kind: 'container.update', memory_bytes: 1610612736 },
  },
  { intent: 'set cpus to 0.5', target: 'api', expect: { kind: 'container.update', cpus: 0.5 } },
]
