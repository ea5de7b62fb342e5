import { isDeepStrictEqual } from 'node:util'
import { RAW_TOPIC, resources, source } from '@trellis/greenhouse'
import {
  apply,
  decodeRaw,
  EMPTY_ROW,
  entityOf,
  generationSchema,
  normalize,
  rowOfStored,
  selectRows,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import type { EventLog, Pool } from '@trellis/runtime'

/** Rows by `<connection>/<resource>/<id>`. */
export type Rows = ReadonlyMap<string, Row>

/** What the pure core makes of the log, or of what was appended to it until an instant (rule N4): the witness of what tables ought to hold. */
export async function foldedLog(log: EventLog, untilMs = Number.POSITIVE_INFINITY): Promise<Rows> {
  const rows = new Map<string, Row>()
  await log.scan(RAW_TOPIC, (records) => {
    for (const { message, position, appendedAtMs } of records) {
      const raw = appendedAtMs <= untilMs ? decodeRaw(message, position, appendedAtMs) : undefined
      for (const event of raw ? normalize(source, raw).events : []) {
        const name = nameOf(event)
        rows.set(name, apply(rows.get(name) ?? EMPTY_ROW, event))
      }
    }
    return undefined
  })
  return rows
}

/** What the tables of a generation hold, removed rows and every version included. */
export async function tableRows(pool: Pool, generation: number): Promise<Rows> {
  const rows = new Map<string, Row>()
  for (const of of resources) {
    const { rows: stored } = await pool.query<StoredRow>(selectRows(generationSchema(generation), of))
    for (const one of stored) rows.set(nameOf(entityOf(of, one)), rowOfStored(of, one))
  }
  return rows
}

/** Where rows are not the same, cell by cell and version by version: names only. */
export function unlike(one: Rows, other: Rows): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const [a, b] = [one.get(name), other.get(name)]
    if (!a || !b) return [`${name}: only ${a ? 'in the first' : 'in the second'}`]
    const cells = [...new Set([...Object.keys(a.cells), ...Object.keys(b.cells)])]
    const parts = {
      ...Object.fromEntries(cells.map((cell) => [cell, [a.cells[cell], b.cells[cell]]])),
      listing: [a.listing, b.listing],
    }
    return Object.entries({ ...parts, removal: [a.removal, b.removal] }).flatMap(([part, [left, right]]) =>
      isDeepStrictEqual(left, right) ? [] : [`${name}.${part}`],
    )
  })
}

function nameOf({ connection, resource, key }: { connection: string; resource: string; key: string }): string {
  return `${connection}/${resource}/${key}`
}
