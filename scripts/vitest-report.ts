import { z } from 'zod'
import type { Tally } from './tally.ts'

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/**
 * What Vitest's JSON report counts. A file that fails before or outside its tests counts as one failure, and so does whatever else
 * made Vitest end with another code than 0: no report at all, for one.
 */
export function tallyOf(report: unknown, exitCode: number | null): Tally {
  const read = Report.safeParse(report)
  if (!read.success) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  ).length
  const counted = numFailedTests + brokenFiles
  return {
    passed: numPassedTests,
    failed: counted === 0 && exitCode !== 0 ? 1 : counted,
    skipped: numPendingTests + numTodoTests,
  }
}
