import { source } from '@trellis/greenhouse'
import { Fault, heldCells, type GenerationRecord, type Pool } from '@trellis/runtime'
import { withheldByConnection } from '../withheld-by-connection.js'

/**
 * Throws a Fault where an older generation holds cells that may not be kept any more (rule P1): readers would be given back what a privacy switch took out of
 * sight.
 */
export async function checkPrivacy(pool: Pool, { number, schema }: GenerationRecord): Promise<void> {
  for (const [connection, withheld] of await withheldByConnection(pool)) {
    const [held] = await heldCells(pool, schema, connection, withheld, source.resources)
    if (!held) continue
    const what = held.column === null ? held.resource : `${held.resource}.${held.column}`
    const why = `Generation ${number} still holds ${what} of ${connection}, which a privacy switch leaves out today`
    throw new Fault(`${why}: run \`rebuild\` instead, and \`rebuild drop ${number}\``, { retryable: false })
  }
}
