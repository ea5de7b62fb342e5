import { ident } from '@trellis/pipeline'
import type { Pool } from 'pg'
import { generations, generationStateOf, type GenerationRecord } from './generation.js'
import type { ListedGeneration } from './rebuild-event.js'

/** All generations, the oldest first, and how much room each takes. */
export async function listGenerations(pool: Pool): Promise<readonly ListedGeneration[]> {
  const listed = (await generations(pool)).map(async (each) => list(each, await bytesOf(pool, each)))
  return Promise.all(listed)
}

function list(generation: GenerationRecord, bytes: number): ListedGeneration {
  const { number, revision, createdAtMs, completeAtMs, switchedAtMs, asOfMs } = generation
  return {
    generation: number,
    state: generationStateOf(generation),
    revision,
    createdAt: iso(createdAtMs) ?? '',
    completeAt: iso(completeAtMs),
    switchedAt: iso(switchedAtMs),
    asOf: iso(asOfMs),
    bytes,
  }
}

function iso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}

async function bytesOf(pool: Pool, { schema }: GenerationRecord): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select coalesce(sum(pg_total_relation_size(c.oid)), 0) as bytes from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind = 'r'`,
    [ident(schema)],
  )
  return Number(rows[0]?.bytes ?? 0)
}
