import { fileURLToPath } from 'node:url'
import { type ProcessOptions, type RunningProcess, startProcess } from './process.ts'

/**
 * How the Node of each service is started, wherever it is: ADR 0032. A bounded young generation, an old one that is collected
 * when it has grown by so much, one arena for malloc, and the types stripped once and kept. The gateway has one optimising
 * compiler instead of three, WebAssembly and regular expressions are compiled once, and what is large is kept out of its arena,
 * so that it is given back when it is freed.
 */
const thrift = {
  flags: {
    gateway: [
      '--max-semi-space-size=4',
      '--heap-growing-percent=15',
      '--no-sparkplug',
      '--no-maglev',
      '--liftoff-only',
      '--no-regexp-tier-up',
    ],
    agent: ['--max-semi-space-size=8', '--heap-growing-percent=50'],
  },
  malloc: {
    gateway: { MALLOC_MMAP_THRESHOLD_: '8192', MALLOC_TRIM_THRESHOLD_: '131072' },
    agent: {},
  },
  environment: {
    MALLOC_ARENA_MAX: '1',
    NODE_COMPILE_CACHE: fileURLToPath(new URL('../../../.tools/compile-cache', import.meta.url)),
  },
} as const

/** Starts the entry file of a service. */
export const startService = (
  service: 'gateway' | 'agent',
  main: string,
  options: Omit<ProcessOptions, 'command' | 'name'>,
): Promise<RunningProcess> =>
  startProcess({
    ...options,
    name: service,
    command: process.execPath,
    args: [...thrift.flags[service], main, ...options.args],
    env: { ...thrift.environment, ...thrift.malloc[service], ...options.env },
  })
