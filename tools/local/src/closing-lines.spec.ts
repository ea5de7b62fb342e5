import { describe, expect, test } from '@jest/globals'
import { closingLines } from './closing-lines.js'
import type { JestReport } from './tally.js'

type Suite = JestReport['testResults'][number]

function report(...testResults: readonly Suite[]): JestReport {
  return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults }
}

function suite(name: string, seconds: number, rest: Partial<Suite> = {}): Suite {
  return {
    name: `/tree/${name}`,
    status: 'passed',
    startTime: 5_000,
    endTime: 5_000 + seconds * 1_000,
    assertionResults: [],
    ...rest,
  }
}

describe('the closing lines of a run', () => {
  test('name the ten slowest suites of all its reports, the slowest first', () => {
    const quick = Array.from({ length: 12 }, (_, index) => suite(`quick-${index}.spec.ts`, index))
    const lines = closingLines([report(...quick), report(suite('libs/slow.spec.ts', 200))], '/tree')
    expect(lines.slice(0, 3)).toEqual(['Slowest suites', '  200.0 s  libs/slow.spec.ts', '   11.0 s  quick-11.spec.ts'])
    expect(lines).toHaveLength(11)
  })

  test('name each failed test by its full title and its file', () => {
    const assertionResults = [
      { status: 'failed', fullName: 'a lock refuses a key' },
      { status: 'passed', fullName: 'a lock opens' },
    ]
    const lines = closingLines([report(suite('apps/lock.spec.ts', 1, { status: 'failed', assertionResults }))], '/tree')
    expect(lines.slice(2)).toEqual(['Failed', '  a lock refuses a key (apps/lock.spec.ts)'])
  })

  test('name a file that failed without a failed test', () => {
    const lines = closingLines([report(suite('apps/lock.spec.ts', 1, { status: 'failed' }))], '/tree')
    expect(lines.at(-1)).toBe('  apps/lock.spec.ts: no test of it failed, so it did not load, or its tear-down broke')
  })

  test('are none where nothing ran', () => {
    expect(closingLines([], '/tree')).toEqual([])
  })
})
