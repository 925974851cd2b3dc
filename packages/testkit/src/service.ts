import { fileURLToPath } from 'node:url'
import { type ProcessOptions, type RunningProcess, startNode, startProcess } from './process.ts'

/**
 * How the gateway's Node is started, wherever it is: ADR 0032. A young generation of 4 MB for each half, an old one that is
 * collected when it has grown by 30 %, one arena for malloc, and the types stripped once and kept.
 */
const thrift = {
  flags: ['--max-semi-space-size=4', '--heap-growing-percent=30'],
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
  service === 'agent'
    ? startNode(main, { ...options, name: service })
    : startProcess({
        ...options,
        name: service,
        command: process.execPath,
        args: [...thrift.flags, main, ...options.args],
        env: { ...thrift.environment, ...options.env },
      })
