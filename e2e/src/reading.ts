import { setTimeout as pause } from 'node:timers/promises'
import { resources } from '@trellis/greenhouse'
import { createPool } from '@trellis/runtime'

/** What readers met. */
export interface Reading {
  readonly queries: number
  /** What went wrong, and answers that could not be: a table that held rows was empty. */
  readonly errors: readonly string[]
}

const AT_A_TIME = 2

/** Readers without a breath between two questions would take the processor from what they are there to see. */
const BREATH_MS = 20

/** Reads every table's live rows again and again, several at a time, while `work` goes on. */
export async function whileReading(databaseUrl: string, work: () => Promise<void>): Promise<Reading> {
  const pool = createPool(databaseUrl, { max: AT_A_TIME, applicationName: 'readers' })
  const errors: string[] = []
  let queries = 0
  let isOver = false
  const held = new Set<string>()
  const read = async (first: number): Promise<void> => {
    for (let turn = first; !isOver; turn++) {
      const { name } = resources[turn % resources.length] ?? { name: 'applications' }
      try {
        const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from recruiting."${name}"`)
        if (rows[0]?.n === 0 && held.has(name)) errors.push(`${name} is empty`)
        if (rows[0]?.n !== 0) held.add(name)
      } catch (error) {
        errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      }
      queries++
      await pause(BREATH_MS)
    }
  }
  const readers = Array.from({ length: AT_A_TIME }, (_, index) => read(Math.floor((index * resources.length) / AT_A_TIME)))
  try {
    await work()
  } finally {
    isOver = true
    await Promise.all(readers)
    await pool.end()
  }
  return { queries, errors }
}
