import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { copyField, copyText, NULL_FIELD } from './copy-text.js'
import { JoinedRows } from './joined-rows.js'
import type { Row } from './row.js'
import { EXTRA, type Resource } from '../resource/resource.js'
import { cellNames, sparse } from './sparse.js'
import { events } from '../testing/arbitraries.js'
import { foldByKey } from '../testing/scratch-database.js'
import { things } from '../testing/things.js'
import { NEVER } from '../events/version.js'

const { columns }: Resource = things

/** The stage's line of a row that `join` has made. */
function lineOf(connection: string, key: string, row: Row): string {
  const { cells, listing, exceptions, removal } = sparse(things, row)
  const fields = cellNames(things).map((name) =>
    copyField(name === EXTRA ? 'jsonb' : (columns[name]?.sql ?? 'jsonb'), cells[name]),
  )
  const removed = removal ? copyText(JSON.stringify({ how: removal.how, cause: removal.cause })) : NULL_FIELD
  const bookkeeping = [listing, JSON.stringify(exceptions), removal?.version ?? NEVER, removed]
  return `${[copyText(connection), copyText(key), ...fields, ...bookkeeping].join('\t')}\n`
}

describe('rows joined in place', () => {
  it('are the rows that join makes, for any order and repetition', () => {
    const deliveries = events(24).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })),
    )
    fc.assert(
      fc.property(deliveries, ([all, again]) => {
        const joined = new JoinedRows(things)
        for (const event of [...again, ...all]) joined.add(event)
        const folded = [...foldByKey(all).values()].map(({ connection, key, row }) => lineOf(connection, key, row))
        expect([...joined.lines()].sort()).toEqual(folded.sort())
      }),
    )
  })
})
