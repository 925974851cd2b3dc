import type { Row } from './row.ts'

/** Networks: list, inspect, connect, disconnect. */
export const asideNetworks: readonly Row[] = [
  { intent: 'list netwrks', target: 'worker', expect: { kind: 'network.list' } },
  { intent: 'could you list the networks please', target: 'db', expect: { kind: 'network.list' } },
  { intent: 'networks?', target: 'api', expect: { kind: 'network.list' } },
  { intent: 'which docker networks exist', target: 'local', expect: { kind: 'network.list' } },
  { intent: 'give me the names of the networks', target: 'cart', expect: { kind: 'network.list' } },
  { intent: 'docker network ls', target: 'web', expect: { kind: 'network.list' } },
  { intent: 'net ls', target: 'api', expect: { kind: 'network.list' } },
  { intent: 'show me all networks on this engine', target: 'db', expect: { kind: 'network.list' } },
  { intent: 'list networks', target: 'local', expect: { kind: 'network.list' } },
  { intent: 'docker network inspect backend', target: 'backend', expect: { kind: 'network.inspect' } },
  { intent: 'what driver does the network use', target: 'frontend', expect: { kind: 'network.inspect' } },
  {
    intent: 'which containers are attached to network shop_default',
    target: 'shop_default',
    expect: { kind: 'network.inspect' },
  },
  { intent: 'Display detailed information on a network', target: 'shop_default', expect: { kind: 'network.inspect' } },
  { intent: 'inspct network bridge', target: 'bridge', expect: { kind: 'network.inspect' } },
  { intent: 'is this network internal or attachable', target: 'overlay-1', expect: { kind: 'network.inspect' } },
  { intent: 'please inspect the monitoring network', target: 'monitoring', expect: { kind: 'network.inspect' } },
  { intent: 'which containers are on the backend network', target: 'backend', expect: { kind: 'network.inspect' } },
  { intent: 'net inspect frontend', target: 'frontend', expect: { kind: 'network.inspect' } },
  {
    intent: 'show me the gateway address of network frontend',
    target: 'frontend',
    expect: { kind: 'network.inspect' },
  },
  { intent: 'inspect the network', target: 'backend', expect: { kind: 'network.inspect' } },
  {
    intent: 'connect it to the backend network',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'add it to the backend network, alias db',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'connect api to backend',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'plug cart into the backend network',
    target: 'cart',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'docker network connect --alias db --alias database backend postgres',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db', 'database'] },
  },
  {
    intent: 'join frontend as www',
    target: 'web',
    expect: { kind: 'network.connect', network: 'frontend', aliases: ['www'] },
  },
  {
    intent: 'put the container on backend and make it reachable there as db',
    target: 'postgres-1',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'network connect backend',
    target: 'cart',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'docker network connect backend api',
    target: 'api',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'worker should be connected to the backend network',
    target: 'worker',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  {
    intent: 'attach postgres to the network backend under the name db',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'connect postgres-1 to network backend with alias "db"',
    target: 'postgres-1',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'connect it to the backend network with the alias db',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'connect postgres to backend as db',
    target: 'postgres',
    expect: { kind: 'network.connect', network: 'backend', aliases: ['db'] },
  },
  {
    intent: 'connect web to shop_default',
    target: 'web',
    expect: { kind: 'network.connect', network: 'shop_default', aliases: [] },
  },
  {
    intent: 'connect network-probe to the network backend',
    target: 'network-probe',
    expect: { kind: 'network.connect', network: 'backend', aliases: [] },
  },
  { intent: 'disconnect it from frontend', target: 'api', expect: { kind: 'network.disconnect', network: 'frontend' } },
  {
    intent: 'pull cart off the frontend network',
    target: 'cart',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'worker should be disconnected from frontend',
    target: 'worker',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'remove checkout from the frontend network',
    target: 'checkout',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'drop web from the shop_default network',
    target: 'web',
    expect: { kind: 'network.disconnect', network: 'shop_default' },
  },
  {
    intent: 'could you detach it from frontend, please',
    target: 'worker',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'please disconnect this container from the network frontend',
    target: 'checkout',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'get db off the monitoring network',
    target: 'db',
    expect: { kind: 'network.disconnect', network: 'monitoring' },
  },
  {
    intent: 'unplug checkout from network frontend',
    target: 'checkout',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
  {
    intent: 'disconnect api from the frontend network',
    target: 'api',
    expect: { kind: 'network.disconnect', network: 'frontend' },
  },
]
