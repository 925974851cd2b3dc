/** The agent with a sudden end at one of the points of crash/points.ts. The production code knows of none. */
await import('./commits.ts')
await import('./calls.ts')
await import('../../packages/agent/src/main.ts')
