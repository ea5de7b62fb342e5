/** How many checks went how. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** What we read of the file that `jest --json` writes. */
export type JestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    /** The file, absolute. */
    readonly name: string
    readonly status: string
    /** Milliseconds since the epoch. */
    readonly startTime: number
    readonly endTime: number
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** One check that either passed or did not. */
export function tallyOfCheck(exitCode: number): Tally {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
}

/**
 * Counts a Jest run. A file that failed without a failed test in it (it did not load, or its tear-down broke) is one failure; so is a run
 * that ended badly with nothing in its report to show for it, or without a report.
 */
export function tallyOfJest(report: JestReport | undefined, exitCode: number): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const hasFailedTest = ({ assertionResults }: JestReport['testResults'][number]) =>
    assertionResults.some(({ status }) => status === 'failed')
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length
  const failed = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The sum of several counts. */
export function total(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  )
}

/** `N passed, N failed`, and the skipped if there are any. */
export function summaryLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
