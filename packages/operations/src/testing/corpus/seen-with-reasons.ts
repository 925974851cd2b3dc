import type { Row } from './row.ts'

/** Requests with a reason, a report or an alert beside them. */
export const seenWithReasons: readonly Row[] = [
  {
    intent: 'could i see what web has been printing for the last half hour?',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1800, errors_only: false, timestamps: false },
  },
  {
    intent: 'fetch the most recent 40 log entries of cron',
    target: 'cron',
    expect: { kind: 'container.logs', tail: 40, errors_only: false, timestamps: false },
  },
  {
    intent: 'Inspect the logs of auth for the last 5 mins',
    target: 'auth',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 300, errors_only: false, timestamps: false },
  },
  {
    intent: 'worker keeps crashing, what do its logs say?',
    target: 'worker',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  { intent: "what's the cfg of web", target: 'web', expect: { kind: 'container.inspect' } },
  { intent: 'list the procs inside db', target: 'db', expect: { kind: 'container.top' } },
  { intent: "restart worker, it's stuck since 10 minutes", target: 'worker', expect: { kind: 'container.restart' } },
  {
    intent: 'Please restart the container web. It has been hanging since this morning.',
    target: 'web',
    expect: { kind: 'container.restart' },
  },
  { intent: 'Step 3: Restart the cache container.', target: 'cache', expect: { kind: 'container.restart' } },
  { intent: 'restart nginx so it picks up the new cert', target: 'nginx', expect: { kind: 'container.restart' } },
  { intent: 'web needs a restart, pls do', target: 'web', expect: { kind: 'container.restart' } },
  {
    intent: 'we need to restart worker as it has lost its connection to the queue',
    target: 'worker',
    expect: { kind: 'container.restart' },
  },
  { intent: 'start worker again, it exited overnight', target: 'worker', expect: { kind: 'container.start' } },
  { intent: 'stop container batch, it is hammering the db', target: 'batch', expect: { kind: 'container.stop' } },
  { intent: 'please stop the importer, it fills the disk', target: 'importer', expect: { kind: 'container.stop' } },
  {
    intent: 'please pause container indexer while we look into the disk',
    target: 'indexer',
    expect: { kind: 'container.pause' },
  },
  {
    intent: 'signal the api container with SIGQUIT for a thread dump',
    target: 'api',
    expect: { kind: 'container.kill', signal: 'QUIT' },
  },
  {
    intent: 'bump payments-api memory to 1GB, it keeps getting OOM killed',
    target: 'payments-api',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'scale up the worker svc to 10 replicas, queue is growing',
    target: 'worker',
    expect: { kind: 'service.scale', replicas: 10 },
  },
  {
    intent: 'increase the replicas of service ingest to 7 because lag is over 10000',
    target: 'ingest',
    expect: { kind: 'service.scale', replicas: 7 },
  },
  { intent: 'the last deploy of svc web is bad, roll it back', target: 'web', expect: { kind: 'service.rollback' } },
  { intent: 'logs -f web', target: 'web', expect: { refused: true } },
  {
    intent: 'Hi team, payments-api has been returning 503s for ten minutes, please restart the container. Thanks!',
    target: 'payments-api',
    expect: { kind: 'container.restart' },
  },
  {
    intent: 'The container worker has been OOM-killed 3 times today. Raise its memory limit to 3 GiB.',
    target: 'worker',
    expect: { kind: 'container.update', memory_bytes: 3221225472 },
  },
  {
    intent: 'customers are angry, scale web to 12 replicas now!',
    target: 'web',
    expect: { kind: 'service.scale', replicas: 12 },
  },
  {
    intent: 'Step 4. Scale the service thumbnailer down to one replica.',
    target: 'thumbnailer',
    expect: { kind: 'service.scale', replicas: 1 },
  },
  {
    intent: 'Please unpause the container indexer, the disk has been fixed.',
    target: 'indexer',
    expect: { kind: 'container.unpause' },
  },
  {
    intent: 'pause importer right now, it is overloading the database',
    target: 'importer',
    expect: { kind: 'container.pause' },
  },
  {
    intent: 'the container web lost its network. connect it to the network frontend',
    target: 'web',
    expect: { kind: 'network.connect', network: 'frontend', aliases: [] },
  },
  { intent: 'old-web has been stopped for weeks, remove it', target: 'old-web', expect: { kind: 'container.remove' } },
  { intent: 'web: restart', target: 'web', expect: { kind: 'container.restart' } },
  {
    intent: 'make web use at most 512 MB of memory',
    target: 'web',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  {
    intent: 'redis is not evicting keys. show me its memory usage',
    target: 'redis',
    expect: { kind: 'container.stats' },
  },
  {
    intent: 'before I restart db, show me its last 100 log lines',
    target: 'db',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'after the restart web is slow, show me cpu usage of web',
    target: 'web',
    expect: { kind: 'container.stats' },
  },
  {
    intent: "don't restart anything, just show me the logs of web",
    target: 'web',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  { intent: 'web was killed by OOM, show me its memory limit', target: 'web', expect: { kind: 'container.inspect' } },
  { intent: 'find out which process in worker eats the cpu', target: 'worker', expect: { kind: 'container.top' } },
  { intent: 'web is restarting in a loop, stop it', target: 'web', expect: { kind: 'container.stop' } },
  { intent: 'roll back the container web', target: 'web', expect: { refused: true } },
  { intent: 'the rollout is stuck, roll it back', target: 'web', expect: { kind: 'service.rollback' } },
  { intent: 'traffic has dropped, scale it to 3', target: 'web', expect: { kind: 'service.scale', replicas: 3 } },
  {
    intent: 'raise memory from 512m to 1g',
    target: 'web',
    expect: { kind: 'container.update', memory_bytes: 1073741824 },
  },
  {
    intent: 'set the restart policy to on-failure with 3 retries',
    target: 'web',
    expect: { kind: 'container.update', restart_policy: 'on-failure:3' },
  },
  {
    intent: 'set the pids limit to two thousand five hundred',
    target: 'web',
    expect: { kind: 'container.update', pids_limit: 2500 },
  },
  { intent: 'scale it to half a dozen replicas', target: 'web', expect: { kind: 'service.scale', replicas: 6 } },
  { intent: 'scale it to a dozen replicas', target: 'web', expect: { kind: 'service.scale', replicas: 12 } },
  {
    intent: 'show the last two hundred and fifty lines',
    target: 'web',
    expect: { kind: 'container.logs', tail: 250, errors_only: false, timestamps: false },
  },
  { intent: 'restart it one replica at a time', target: 'web', expect: { kind: 'container.restart' } },
  {
    intent: 'we have to increase the memory to 512m',
    target: 'web',
    expect: { kind: 'container.update', memory_bytes: 536870912 },
  },
  {
    intent: 'send SIGQUIT to web for a thread dump',
    target: 'web',
    expect: { kind: 'container.kill', signal: 'QUIT' },
  },
  { intent: 'the service hangs please restart it', target: 'web', expect: { kind: 'container.restart' } },
  { intent: 'the service is hung so restart it', target: 'web', expect: { kind: 'container.restart' } },
]
