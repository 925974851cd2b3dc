import { configDefaults, defineConfig } from 'vitest/config'

const special = ['**/*.engine.test.ts', '**/*.postgres.test.ts']
const engineSetup = './packages/testkit/src/engine/global-setup.ts'

// Two files of real engine work at once would steal each other's time: such files run one after the other.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'e2e/trust/**/*.unit.test.ts'],
          exclude: [...configDefaults.exclude, ...special],
          // Only what hangs takes so long, also on a machine that does other things.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['packages/*/src/**/*.postgres.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'engine',
          include: ['packages/*/src/**/*.engine.test.ts'],
          globalSetup: [engineSetup],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'e2e/trust/**/*.unit.test.ts'],
          globalSetup: [engineSetup],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
