import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type pg from 'pg'
import { decimal } from '../resource/decimal.js'
import type { CanonicalEvent } from '../events/event.js'
import { historyEntry, historyOf, type HistoryRow } from '../rows/history.js'
import { createHistoryTable, HISTORY_SCHEMA, historyLine } from './history-table.js'
import { insertHistory } from './join-stage.js'
import type { Json } from '../resource/json.js'
import type { Resource } from '../resource/resource.js'
import { ident } from './sql.js'
import { copyToStage, createStage, stagedHistory, stageLines } from './stage.js'
import { events, eventsOfOne } from '../testing/arbitraries.js'
import { copyIn, type ScratchDatabase, scratchDatabase } from '../testing/scratch-database.js'
import { things } from '../testing/things.js'
import { createView, viewsOf } from './views.js'

const SCHEMA = 'generation "7"'
const HISTORY = ['title', 'status', 'count', 'rate', 'is_open', 'starts_on', 'opened_at', 'people', 'tags', 'notes']
const of: Resource = { ...things, history: HISTORY }
let database: ScratchDatabase
let client: pg.Client

beforeAll(async () => {
  database = await scratchDatabase(process.env['DATABASE_URL'], `history_in_sql_${process.pid}`)
  client = await database.connect()
  await client.query(`set timezone = 'Asia/Kathmandu'`)
  for (const schema of [SCHEMA, 'recruiting_history']) await client.query(`create schema ${ident(schema)}`)
  await client.query(createHistoryTable(SCHEMA, of))
  const views = viewsOf(of).filter(({ schema }) => schema === HISTORY_SCHEMA)
  for (const view of views) await client.query([createView(view, { schema: SCHEMA }), ...view.comments].join(';\n'))
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

async function write(batch: readonly CanonicalEvent[]): Promise<void> {
  const entries = batch.flatMap((event) => historyEntry(of, event) ?? [])
  const staged = [stagedHistory(of, entries.map(historyLine))]
  await client.query(`begin; ${createStage([of])}`)
  await copyIn(client, copyToStage(staged), [...stageLines(staged)].join(''))
  await client.query(`${insertHistory(SCHEMA, of)}; commit`)
}

async function seen(): Promise<readonly Shown[]> {
  const columns = HISTORY.map((name) => {
    if (name === 'opened_at') return `to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as opened_at`
    return name === 'starts_on' ? `to_char(starts_on, 'YYYY-MM-DD') as starts_on` : name
  })
  const { rows } = await client.query<Shown>(
    `select connection_id, id::text as id, (extract(epoch from valid_from) * 1000000)::bigint as "from", (extract(epoch from valid_to) * 1000000)::bigint as "to",
       removed, by_event, by_kind, by_action, ${columns.join(', ')}
     from recruiting_history.things order by connection_id collate "C", id, valid_from, valid_to nulls last, by_event`,
  )
  return rows
}

/** What the view shows of them, as Postgres writes it. */
function shown(rows: readonly HistoryRow[]): readonly Shown[] {
  return rows.map(({ connection, key, from, to, isRemoved, rawId, kind, action, cells }) => ({
    ...{ connection_id: connection, id: key, from: String(from), to: to === null ? null : String(to), removed: isRemoved },
    ...{ by_event: rawId, by_kind: kind, by_action: action ?? null },
    ...Object.fromEntries(HISTORY.map((name) => [name, cells[name] ?? null])),
  }))
}

type Shown = Readonly<Record<string, Json>>

/** Comparable: names in a fixed order, numbers by value, rows without one. */
function byValue(rows: readonly Shown[]): readonly string[] {
  const number = (value: Json | undefined): Json => (typeof value === 'object' ? null : decimal(String(value)))
  const sorted = (_: string, value: unknown): unknown =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  return rows
    .map((row) => ({ ...row, rate: number(row['rate']), count: number(row['count']) }))
    .map((row) => JSON.stringify(row, sorted))
    .sort()
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

describe('the history', () => {
  const batches = fc
    .oneof(events(24), eventsOfOne(12))
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length }), fc.nat({ max: 12 })),
    )

  it('shows what the fold says, whatever order events come in, however often, in whatever batches', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async ([all, some, cut]) => {
        await client.query(`truncate ${ident(SCHEMA)}.things__history`)
        for (const batch of [some.slice(0, cut), some.slice(cut), all]) await write(batch)
        expect(byValue(await seen())).toEqual(byValue(shown(historyOf(of, all))))
      }),
      { numRuns: 150 },
    )
  })
})
