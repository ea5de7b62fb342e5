import { describe, expect, test } from '@jest/globals'
import { type JestReport, summaryLine, tallyOfCheck, tallyOfJest, total } from './tally.js'

const clean: JestReport = {
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [suite('passed', 'passed', 'passed')],
}

/** A file of the report and how its tests ended. */
function suite(status: string, ...tests: readonly string[]): JestReport['testResults'][number] {
  const assertionResults = tests.map((ended, index) => ({ status: ended, fullName: `test ${index}` }))
  return { name: '/tree/some.spec.ts', startTime: 0, endTime: 1_000, status, assertionResults }
}

describe('counting a Jest run', () => {
  test('a clean run counts its tests', () => {
    expect(tallyOfJest(clean, 0)).toEqual({ passed: 2, failed: 0, skipped: 0 })
  })

  test('a failed test is counted once, though its file failed too', () => {
    const file = suite('failed', 'failed', 'passed')
    expect(tallyOfJest({ ...clean, numPassedTests: 1, numFailedTests: 1, testResults: [file] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })

  test('a file that did not load is one failure', () => {
    const testResults = [...clean.testResults, suite('failed')]
    expect(tallyOfJest({ ...clean, testResults }, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  test('a bad end with nothing to show for it is one failure', () => {
    expect(tallyOfJest(clean, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  test('a run without a report is one failure', () => {
    expect(tallyOfJest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('what was skipped and what is still to be written are skipped', () => {
    expect(tallyOfJest({ ...clean, numPendingTests: 2, numTodoTests: 1 }, 0)).toEqual({ passed: 2, failed: 0, skipped: 3 })
  })
})

describe('the last line', () => {
  test('adds up the checks', () => {
    expect(summaryLine(total([tallyOfCheck(0), tallyOfCheck(2), tallyOfJest(clean, 0)]))).toBe('3 passed, 1 failed')
  })

  test('names the skipped only when there are any', () => {
    expect(summaryLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped')
  })
})
