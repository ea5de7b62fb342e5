import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from '@trellis/runtime'

/** What readers saw of which generation they were given. */
export interface Watched {
  readonly errors: readonly string[]
  /** Each combination of answers that one statement or one transaction got, such as `1,1,1`. */
  readonly seen: ReadonlySet<string>
}

/** Readers without a breath between two questions would take the processor from what they are there to see. */
const BREATH_MS = 20

const MARKED = ['offers', 'users', 'applications'] as const

/**
 * Reads several views at once, again and again, while `work` goes on: within one statement, and within one transaction. A row of an unused connection
 * stands in the current tables alone, so each answer shows which generation it came from.
 */
export async function watchGenerations(databaseUrl: string, generation: number, work: () => Promise<void>): Promise<Watched> {
  const pool = createPool(databaseUrl, { max: 3, applicationName: 'readers' })
  for (const table of MARKED)
    await pool.query(
      `insert into recruiting_g${generation}.${table} (connection_id, id, _version, _cell_versions, _removal) values ('unused', 1, '1', '{}', '0')`,
    )
  const errors: string[] = []
  const seen = new Set<string>()
  let isOver = false
  const count = (table: string): string => `(select count(*) from recruiting.${table} where connection_id = 'unused')`
  const watch = async (read: () => Promise<readonly unknown[]>): Promise<void> => {
    while (!isOver) {
      await read().then(
        (found) => seen.add(found.join()),
        (error: unknown) => errors.push(String(error)),
      )
      await pause(BREATH_MS)
    }
  }
  const inOneStatement = async (): Promise<readonly unknown[]> => {
    const { rows } = await pool.query<Readonly<Record<string, unknown>>>(
      `select ${MARKED.map((table) => `${count(table)} as ${table}`).join(', ')}`,
    )
    return MARKED.map((table) => rows[0]?.[table])
  }
  const inOneTransaction = async (): Promise<readonly unknown[]> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const found: unknown[] = []
      for (const table of MARKED) found.push((await client.query<{ n: string }>(`select ${count(table)} as n`)).rows[0]?.n)
      await client.query('commit')
      return found
    } finally {
      client.release()
    }
  }
  const watching = [watch(inOneStatement), watch(inOneStatement), watch(inOneTransaction)]
  try {
    await work()
  } finally {
    isOver = true
    await Promise.all(watching)
    await pool.end()
  }
  return { errors, seen }
}
