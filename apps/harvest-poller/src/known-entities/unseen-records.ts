import { resourceNamed } from '@trellis/greenhouse'
import { NEVER, type RawEvent } from '@trellis/pipeline'
import { textArray, type Known, type PoolClient } from '@trellis/runtime'
import { candidateOf, recordOf, recordVersion } from './listed-register.js'

/**
 * What the register does not know yet of records on the log. The poller moves it forward itself after each append, so on the ordinary path it knows all of
 * them, and no body is parsed: their keys stand in headers. Records without one are parsed.
 */
export async function unseenRecords(client: PoolClient, raws: readonly RawEvent[]): Promise<readonly Known[]> {
  const records = raws.filter(({ kind, resource }) => kind === 'record' && resource !== undefined)
  if (records.length === 0) return []
  const { rows } = await client.query<{ nth: string }>(
    `select nth from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as r (connection_id, resource, key, version, nth)
     left join ops.listed_record as t using (connection_id, resource, key) where r.version collate "C" > coalesce(t.version, $5) order by nth`,
    [
      textArray(records.map(({ connection }) => connection)),
      textArray(records.map(({ resource }) => resource)),
      // No entity has this key: what names none is parsed.
      textArray(records.map(({ key }) => key ?? '')),
      textArray(records.map((raw) => recordVersion(raw))),
      NEVER,
    ],
  )
  return rows.flatMap(({ nth }) => known(records[Number(nth) - 1]) ?? [])
}

function known(raw: RawEvent | undefined): Known | undefined {
  const of = raw?.resource === undefined ? undefined : resourceNamed(raw.resource)
  const candidate = raw && of && candidateOf(of, raw)
  if (!candidate) return undefined
  return { connection: raw.connection, resource: of.name, key: candidate.facts.key, record: recordOf(candidate) }
}
