import type { SqlType } from '../resource/column.js'
import { copyField, copyJson, copyText, NULL_FIELD } from './copy-text.js'
import type { CanonicalEvent } from '../events/event.js'
import { EXTRA, type Resource } from '../resource/resource.js'
import { removalOf, type RemovalRecord } from './row.js'
import { isArray, type Json } from '../resource/json.js'
import { cellNames } from './sparse.js'
import { NEVER, type Version } from '../events/version.js'

/** What was said so far of one entity; cells stand at their column's place. */
interface JoinedRow {
  readonly connection: string
  readonly key: string
  readonly values: (Json | undefined)[]
  readonly versions: Version[]
  listing: Version
  removal: RemovalRecord | undefined
}

/**
 * Many rows of one resource, joined in memory: `join` of row.ts done in place, and what of it a stage takes. A property holds the two to each other.
 */
export class JoinedRows {
  private readonly names: readonly string[]
  private readonly places: ReadonlyMap<string, number>
  private readonly types: readonly SqlType[]
  private readonly isWebhookOnly: readonly boolean[]
  private readonly rows = new Map<string, JoinedRow>()
  private readonly unknown = new Map<string, number>()
  private bytesOfValues = 0

  constructor(of: Resource) {
    this.names = cellNames(of)
    this.places = new Map(this.names.map((name, place) => [name, place]))
    this.types = this.names.map((name) => (name === EXTRA ? 'jsonb' : (of.columns[name]?.sql ?? 'jsonb')))
    this.isWebhookOnly = this.names.map((name) => of.columns[name]?.isWebhookOnly ?? false)
  }

  get size(): number {
    return this.rows.size
  }

  /** About what the rows take in memory. */
  get bytes(): number {
    return this.rows.size * (BYTES_OF_A_ROW + this.names.length * BYTES_OF_A_CELL) + this.bytesOfValues
  }

  /** The names of cells that the resource does not declare, and how often they came. They are in no line. */
  get undeclared(): ReadonlyMap<string, number> {
    return this.unknown
  }

  add(event: CanonicalEvent): void {
    const row = this.rowOf(event.connection, event.key)
    const { version } = event
    if (event.type === 'removed') {
      if (!row.removal || version > row.removal.version) row.removal = removalOf(event)
      return
    }
    if (event.cause.kind === 'record' && version > row.listing) row.listing = version
    for (const name of Object.keys(event.cells)) {
      const place = this.places.get(name)
      if (place === undefined) this.unknown.set(name, (this.unknown.get(name) ?? 0) + 1)
      else if (version > (row.versions[place] ?? NEVER)) {
        const value = event.cells[name]
        this.bytesOfValues += bytesOf(value) - bytesOf(row.values[place])
        row.versions[place] = version
        row.values[place] = value
      }
    }
  }

  /** Lines of COPY text format, columns as `tableColumns` orders them. Sorted by key: rows are locked in key order, which avoids deadlocks. */
  *lines(): Generator<string> {
    for (const row of [...this.rows.values()].sort(byKey)) yield this.line(row)
  }

  private rowOf(connection: string, key: string): JoinedRow {
    const entity = `${connection}/${key}`
    const known = this.rows.get(entity)
    if (known) return known
    const size = this.names.length
    const values = new Array<Json | undefined>(size).fill(undefined)
    const row = { connection, key, values, versions: new Array<Version>(size).fill(NEVER), listing: NEVER, removal: undefined }
    this.rows.set(entity, row)
    return row
  }

  private line({ connection, key, values, versions, listing, removal }: JoinedRow): string {
    let line = `${copyText(connection)}\t${copyText(key)}\t`
    let exceptions = ''
    for (let place = 0; place < versions.length; place++) {
      const version = versions[place] ?? NEVER
      line += `${copyField(this.types[place] ?? 'jsonb', values[place])}\t`
      if (version !== (this.isWebhookOnly[place] ? NEVER : listing))
        exceptions += `${exceptions === '' ? '' : ','}"${this.names[place] ?? ''}":"${version}"`
    }
    const removed = removal ? copyJson({ how: removal.how, cause: removal.cause }) : NULL_FIELD
    return `${line}${listing}\t{${exceptions}}\t${removal?.version ?? NEVER}\t${removed}\n`
  }
}

const BYTES_OF_A_ROW = 300
const BYTES_OF_A_CELL = 16

/** About what a value takes beside its place. */
function bytesOf(value: Json | undefined): number {
  if (typeof value === 'string') return 24 + value.length
  if (typeof value !== 'object' || value === null) return 0
  let bytes = 64
  if (isArray(value)) for (const item of value) bytes += 8 + bytesOf(item)
  else for (const name of Object.keys(value)) bytes += 16 + bytesOf(value[name])
  return bytes
}

function byKey(a: JoinedRow, b: JoinedRow): number {
  if (a.connection !== b.connection) return a.connection < b.connection ? -1 : 1
  return a.key.length - b.key.length || (a.key < b.key ? -1 : 1)
}
