import type { Freshness, ResourceSuspects } from '@trellis/runtime'
import { count, textTable } from '../text-table.js'

/** So long ago, in the largest unit that fits; `-` for never. */
export function ago(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '-'
  const [size, unit] = UNITS.find(([each]) => seconds >= 2 * each) ?? [1, 's']
  return `${Math.max(0, Math.floor(seconds / size))} ${unit}`
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const

/** Who may be gone, by resource, and what waits for a person. */
export function describeSuspects({ suspects }: Freshness): readonly string[] {
  return suspects.flatMap(({ resource, suspects: number, explained, held }) => [
    held
      ? `  ${resource}: ${count(held.suspects)} of ${count(held.alive)} are missing, and wait: npm run trellis -- sweep confirm ${resource}`
      : `  ${resource}: ${count(number)} may be gone and are being asked for`,
    ...explained.map((words) => `    ${explanation(words)}`),
  ])
}

function explanation({ by, how, suspects }: ResourceSuspects['explained'][number]): string {
  return `${count(suspects)} of them explained by webhooks: ${how === 'removed' ? `${by} that were removed` : (TOOK[by] ?? by)}`
}

/** What takes children along and leaves the entity there. */
const TOOK: Readonly<Record<string, string>> = {
  candidates: 'candidates that were anonymised',
  applications: 'applications whose rejection was taken back',
}

/** What sizes and budget let expect; nothing before the poller has seen a budget. */
export function describeExpected({ expected }: Freshness): readonly string[] {
  if (!expected) return []
  const { requestsPerSecond, windowShare, sweepPages, sweepSeconds, freshnessSeconds } = expected
  const { hot, warm, settings } = freshnessSeconds
  const sweep = sweepSeconds === null ? 'never ends: windows use the whole budget' : `takes ${ago(sweepSeconds)}`
  return [
    `  to be expected: ${requestsPerSecond} requests/s, windows use ${Math.round(windowShare * 100)} % of them; changes show within ${ago(hot)} (hot), ${ago(warm)} (warm), ${ago(settings)} (settings)`,
    `  a sweep of everything asks for ${count(sweepPages)} pages and ${sweep}`,
  ]
}

/** Sweeps as a screen of text. */
export function describeSweeps(freshness: Freshness): string {
  const rows = freshness.listings.map(({ listing, sweepAgeSeconds, sweepSeconds, sweep }) => [
    listing,
    ago(sweepAgeSeconds),
    sweepSeconds === null ? '-' : ago(sweepSeconds),
    sweep,
  ])
  return [
    ...textTable(['listing', 'last swept', 'took', 'next'], rows),
    '',
    ...describeExpected(freshness),
    ...describeSuspects(freshness),
  ].join('\n')
}
