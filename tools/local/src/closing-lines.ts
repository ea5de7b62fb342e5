import { relative } from 'node:path'
import type { JestReport } from './tally.js'

const SLOWEST = 10

/**
 * What a person looks for at the end of a long run: the suites that took longest (seconds of wall time, the longest first), then each
 * failed test by its full title with its file, a line each. A file that failed without a failed test in it stands there by its name alone.
 */
export function closingLines(reports: readonly JestReport[], root: string): readonly string[] {
  const suites = reports.flatMap(({ testResults }) => testResults)
  const slowest = suites
    .map(({ name, startTime, endTime }) => ({ file: relative(root, name), seconds: (endTime - startTime) / 1000 }))
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)
  const failures = suites.flatMap((suite) => failuresOf(suite, relative(root, suite.name)))
  return [
    ...(slowest.length > 0 ? ['Slowest suites', ...slowest] : []),
    ...(failures.length > 0 ? ['Failed', ...failures.map((line) => `  ${line}`)] : []),
  ]
}

function failuresOf({ status, assertionResults }: JestReport['testResults'][number], file: string): readonly string[] {
  if (status !== 'failed') return []
  const titles = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${fullName} (${file})`)
  return titles.length > 0 ? titles : [`${file}: no test of it failed, so it did not load, or its tear-down broke`]
}
