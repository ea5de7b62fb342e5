import type { LockedPackage } from './locked-packages.js'

/** Licences under which others may give us their code: none of them asks for ours. */
export const ALLOWED: readonly string[] = [
  ...[
    'MIT',
    'Apache-2.0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'MIT-0',
    'BlueOak-1.0.0',
    'Zlib',
    'CC0-1.0',
    'Unlicense',
  ],
  // Of the argument parser that YAML's tool came with, and of the browser data that compilers read: text and data, not changed by us.
  ...['Python-2.0', 'CC-BY-4.0'],
]

/** Asks for changes of its own files alone: allowed for what tests and builds, and is no part of what runs. */
const FOR_TOOLS = 'MPL-2.0'

/** Packages that say their licence in a file alone, as it was read there. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  khroma: 'MIT',
  buildcheck: 'MIT',
  busboy: 'MIT',
  'cpu-features': 'MIT',
  ssh2: 'MIT',
  streamsearch: 'MIT',
}

/** The licence of a package, with what was read by hand. */
export function licenceOf({ name, licence }: LockedPackage): string {
  return licence ?? READ_BY_HAND[name] ?? 'none that is known'
}

/** Whether an SPDX expression leaves us a way that is allowed. Nested expressions are refused: there are none. */
export function isAllowed(expression: string): boolean {
  const flat = expression.replace(/^\((.*)\)$/, '$1')
  if (/[()]/.test(flat) || (flat.includes(' AND ') && flat.includes(' OR '))) return false
  if (flat.includes(' OR ')) return flat.split(' OR ').some((each) => ALLOWED.includes(each))
  return flat.split(' AND ').every((each) => ALLOWED.includes(each))
}

/** What must not be used: a line for each. */
export function licenceFaults(packages: readonly LockedPackage[]): readonly string[] {
  return packages.flatMap((each) => {
    const licence = licenceOf(each)
    const isForTool = !each.isNeededToRun && licence === FOR_TOOLS
    return isAllowed(licence) || isForTool ? [] : [`${each.name}@${each.version}: ${licence}`]
  })
}

/** How many packages there are of each licence, the most frequent first. */
export function licenceReport(packages: readonly LockedPackage[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const each of packages) counts.set(licenceOf(each), (counts.get(licenceOf(each)) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([licence, count]) => `${String(count).padStart(5)}  ${licence}`)
}
