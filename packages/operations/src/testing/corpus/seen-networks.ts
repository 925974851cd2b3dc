import type { Row } from './row.ts'

/** Networks: list, inspect, connect, disconnect. */
export const seenNetworks: readonly Row[] = [
  { intent: 'what networks do we have', target: 'local', expect: { kind: 'network.list' } },
  { intent: 'docker network list', target: 'web', expect: { kind: 'network.list' } },
  { intent: 'are there any user-defined networks?', target: 'worker', expect: { kind: 'network.list' } },
  { intent: 'netwroks', target: 'worker', expect: { kind: 'network.list' } },
  { intent: 'show networks', target: 'checkout', expect: { kind: 'network.list' } },
  { intent: 'network list pls', target: 'cart', expect: { kind: 'network.list' } },
  { intent: 'List the networks of the engine', target: 'gateway', expect: { kind: 'network.list' } },
  { intent: 'Display a list of networks', target: 'gateway', expect: { kind: 'network.list' } },
  { intent: 'list all networks', target: 'backend', expect: { kind: 'network.list' } },
  { intent: "I'd like an overview of the docker networks", target: 'checkout', expect: { kind: 'network.list' } },
  { intent: 'show network monitoring in detail', target: 'monitoring', expect: { kind: 'network.inspect' } },
  { intent: "what's the subnet of the frontend network", target: 'frontend', expect: { kind: 'network.inspect' } },
  { intent: 'network details please', target: 'overlay-1', expect: { kind: 'network.inspect' } },
  { intent: 'who is connected to this network', target: 'backend', expect: { kind: 'network.inspect' } },
  { intent: 'describe the network shop_default', target: 'shop_default', expect: { kind: 'network.inspect' } },
  { intent: 'what IP range does the ingress network have', target: 'ingress', expect: { kind: 'network.inspect' } },
  { intent: 'is the ingress network encrypted', target: 'ingress', expect: { kind: 'network.inspect' } },
  { intent: "what's plugged into the bridge network", target: 'bridge', expect: { kind: 'network.inspect' } },
  { intent: 'details of the backend network', target: 'backend', expect: { kind: 'network.inspect' } },
  { intent: 'inspect network backend', target: 'backend', expect: { kind: 'network.inspect' } },
  {
    intent: 'put api on the backend network',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'could you attach this container to backend',
    target: 'worker',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'please hook checkout up to the backend network',
    target: 'checkout',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'attach web to frontend with the network alias www',
    target: 'web',
    expect: { kind: 'network.connect', network: 'frontend', aliases: ['www'] },
  },
  {
    intent: 'attach it to the shop_default network',
    target: 'grafana',
    expect: { kind: 'network.connect', network: 'shop_default', aliases: [] },
  },
  {
    intent: 'connect node-exporter to monitoring',
    target: 'node-exporter',
    expect: { kind: 'network.connect', network: 'monitoring', aliases: [] },
  },
  {
    intent: "worker can't reach the database, connect it to network backend",
    target: 'worker',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'join api to network backend',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'web needs to be on shop_default, please connect it',
    target: 'web',
    expect: { kind: 'network.connect', network: 'shop_default', aliases: [] },
  },
  {
    intent: 'attach postgres to the backend network, aliases: db, database',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db', 'database'] },
  },
  {
    intent: 'attach api to the backend network',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'connect it to backend with aliases db and database',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db', 'database'] },
  },
  {
    intent: 'add checkout to the backend network',
    target: 'checkout',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'join the monitoring network',
    target: 'db',
    expect: { kind: 'network.connect', network: 'monitoring', aliases: [] },
  },
  {
    intent: 'docker network connect --alias db backend postgres',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'Connect a container to the network backend',
    target: 'checkout',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'Disconnect a container from the network frontend',
    target: 'cart',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'disconnect network-probe from frontend',
    target: 'network-probe',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  { intent: 'take it off monitoring', target: 'db', expect: { kind: 'network.disconnect', network: 'monitoring' } },
  {
    intent: 'network disconnect frontend',
    target: 'worker',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'docker network disconnect frontend api',
    target: 'api',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'detach api from the frontend network',
    target: 'api',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'isolate old-api: disconnect it from shop_default',
    target: 'old-api',
    expect: { kind: 'network.disconnect', network: 'shop_default' },
  },
  {
    intent: 'db must not be on the frontend network any more, disconnect it from frontend',
    target: 'db',
    expect: [{ kind: 'network.disconnect', network: 'frontend' }, { refused: true }],
  },
  {
    intent: 'disconnect web from shop_default',
    target: 'web',
    expect: { kind: 'network.disconnect', network: 'shop_default' },
  },
  {
    intent: 'detach node-exporter from the network called monitoring',
    target: 'node-exporter',
    expect: { kind: 'network.disconnect', network: 'monitoring' },
  },
  {
    intent: 'take api off the frontend network',
    target: 'api',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
]
