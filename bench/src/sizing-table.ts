import type { Point } from './figure.js'

/** The names of the figures that count a company's events. */
export const EVENTS = { raw: 'Size raw events', canonical: 'Size canonical events' } as const

/** What is measured of a company in bytes: the names of its figures. */
export const BYTES = {
  raw: 'Size raw bytes',
  canonical: 'Size canonical bytes',
  tables: 'Size table bytes',
  indexes: 'Size index bytes',
  own: 'Size bytes of ops',
} as const

/** The name of the figure that counts a resource's rows. */
export function recordsOf(resource: string): string {
  return `Size records of ${resource}`
}

/** How a collection is listed, as far as it costs requests. */
export interface Listed {
  readonly name: string
  /** Seconds between two looks for changes. */
  readonly everySeconds: number
  /** Listed whole at each look: it has no window. */
  readonly isWhole: boolean
  /** Further listings of the same collection. */
  readonly also: number
}

/** What the table is computed from. */
export interface SizingFacts {
  readonly listings: readonly Listed[]
  readonly perPage: number
  /** Requests that a window allows. */
  readonly budget: { readonly requests: number; readonly seconds: number }
  readonly rawPartitions: number
  /** Measured at several numbers of candidates, by the name of its figure. */
  readonly measured: ReadonlyMap<string, readonly Point[]>
  /** Events per second of a rebuild, and bytes that all services hold at load, where they were measured. */
  readonly rebuildPerSecond?: number
  readonly serviceBytes?: number
}

/** What a company of so many candidates costs. */
interface CompanySize {
  readonly candidates: number
  readonly records: number
  readonly requests: number
  readonly firstSyncHours: number
  /** Share of the budget that looking for changes takes. */
  readonly windowShare: number
  /** Hours of listing everything once with what windows leave; none where they leave nothing. */
  readonly sweepHours?: number
  readonly rawEvents: number
  readonly canonicalEvents: number
  readonly rawBytes: number
  readonly canonicalBytes: number
  readonly tableBytes: number
  readonly indexBytes: number
  readonly ownBytes: number
  readonly partitionBytes: number
  readonly rebuildMinutes?: number
}

/** Computes a company's costs. Throws where something was not measured at two sizes. */
export function companySize(facts: SizingFacts, candidates: number): CompanySize {
  const { listings, perPage, budget, rawPartitions, rebuildPerSecond } = facts
  const at = (name: string): number => lineAt(facts.measured.get(name) ?? [], candidates, name)
  const counted = listings.map((listing) => ({ ...listing, records: at(recordsOf(listing.name)) }))
  const pagesOf = (records: number): number => Math.max(1, Math.ceil(records / perPage))
  const records = counted.reduce((sum, one) => sum + one.records, 0)
  const requests = counted.reduce((sum, one) => sum + pagesOf(one.records) + one.also, 0)
  const perSecond = budget.requests / budget.seconds
  const looks = counted.reduce((sum, one) => sum + ((one.isWhole ? pagesOf(one.records) : 1) + one.also) / one.everySeconds, 0)
  const spare = perSecond - looks
  const rawBytes = at(BYTES.raw)
  const rawEvents = at(EVENTS.raw)
  return {
    candidates,
    records: Math.round(records),
    requests,
    firstSyncHours: requests / perSecond / 3_600,
    windowShare: looks / perSecond,
    ...(spare > 0 && { sweepHours: requests / spare / 3_600 }),
    rawEvents,
    canonicalEvents: at(EVENTS.canonical),
    rawBytes,
    canonicalBytes: at(BYTES.canonical),
    tableBytes: at(BYTES.tables),
    indexBytes: at(BYTES.indexes),
    ownBytes: at(BYTES.own),
    partitionBytes: rawBytes / rawPartitions,
    ...(rebuildPerSecond !== undefined && { rebuildMinutes: rawEvents / rebuildPerSecond / 60 }),
  }
}

/** The line through the first and the last measurement, never below nothing. */
function lineAt(points: readonly Point[], size: number, name: string): number {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first.size === last.size) throw new Error(`${name} was not measured at two sizes`)
  const slope = (last.cost - first.cost) / (last.size - first.size)
  return Math.max(0, first.cost + slope * (size - first.size))
}

/** The companies side by side, as a table in Markdown. */
export function sizingTable(facts: SizingFacts, sizes: readonly number[]): string {
  const companies = sizes.map((candidates) => companySize(facts, candidates))
  const row = (what: string, of: (company: CompanySize) => string): string => `| ${[what, ...companies.map(of)].join(' | ')} |`
  const services = facts.serviceBytes
  return [
    row('candidates', ({ candidates }) => whole(candidates)),
    `| --- |${' ---: |'.repeat(companies.length)}`,
    row('rows', ({ records }) => whole(records)),
    row(`requests of the first sync, ${facts.perPage} records each`, ({ requests }) => whole(requests)),
    row('hours of the first sync', ({ firstSyncHours }) => short(firstSyncHours)),
    row('share of the budget for windows', ({ windowShare }) => `${short(windowShare * 100)} %`),
    row('hours of a daily sweep, beside windows', ({ sweepHours }) =>
      sweepHours === undefined ? 'never ends' : short(sweepHours),
    ),
    row('events on raw after it', ({ rawEvents }) => whole(rawEvents)),
    row('canonical events', ({ canonicalEvents }) => whole(canonicalEvents)),
    row('disk of `greenhouse.raw`, one replica', ({ rawBytes }) => bytes(rawBytes)),
    row('a partition of it', ({ partitionBytes }) => bytes(partitionBytes)),
    row('disk of the canonical topics, one replica', ({ canonicalBytes }) => bytes(canonicalBytes)),
    row('Postgres: tables', ({ tableBytes }) => bytes(tableBytes)),
    row('Postgres: their keys and indexes', ({ indexBytes }) => bytes(indexBytes)),
    row('Postgres: `ops`, with the register of what was listed', ({ ownBytes }) => bytes(ownBytes)),
    row('Postgres during a rebuild', (one) => bytes(2 * (one.tableBytes + one.indexBytes) + one.ownBytes)),
    ...(services === undefined ? [] : [row('memory of all services at load', () => bytes(services))]),
    ...(facts.rebuildPerSecond === undefined
      ? []
      : [row('minutes of a rebuild', ({ rebuildMinutes = Number.NaN }) => short(rebuildMinutes))]),
  ].join('\n')
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function short(value: number): string {
  return value >= 100 ? whole(value) : String(Number(value.toPrecision(2)))
}

function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  return `${short(value / 1_000 ** power)} ${units[power] ?? ''}`
}
