import { expect, test } from 'vitest'
import { lastLine, total } from './tally.ts'
import { tallyOf } from './vitest-report.ts'

const file = (status: string, ...tests: readonly string[]): object => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})
const report = (passed: number, failed: number, pending: number, files: readonly object[] = []): object => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
  testResults: files,
})

test.for([
  ['all is well', report(3, 0, 0), 0, '3 passed, 0 failed, 0 skipped'],
  ['a skipped test is said', report(3, 0, 1), 0, '3 passed, 0 failed, 1 skipped'],
  [
    'a failed test counts once',
    report(2, 1, 0, [file('failed', 'failed', 'passed')]),
    1,
    '2 passed, 1 failed, 0 skipped',
  ],
  ['a file that cannot be loaded is a failure', report(2, 0, 0, [file('failed')]), 1, '2 passed, 1 failed, 0 skipped'],
  ['an error outside all tests is a failure', report(2, 0, 0), 1, '2 passed, 1 failed, 0 skipped'],
  ['no report is a failure, not nothing', undefined, 1, '0 passed, 1 failed, 0 skipped'],
  ['no report is a failure even after exit code 0', undefined, 0, '0 passed, 1 failed, 0 skipped'],
] as const)('%s', ([, json, exitCode, line]) => {
  expect(lastLine(total([tallyOf(json, exitCode)]))).toBe(line)
})
