import { connectionIds, type Pool } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** The connection that is meant, or the only one. Throws a Refusal that names those there are. */
export async function onlyConnection(pool: Pool, connection: string | undefined): Promise<string> {
  const ids = await connectionIds(pool, 'in use')
  const [found, ...others] = connection === undefined ? ids : ids.filter((id) => id === connection)
  if (found === undefined)
    throw new Refusal('not found', `There is no connection '${connection ?? ''}'. There is: ${ids.join(', ') || 'none'}`)
  if (others.length > 0)
    throw new Refusal('invalid', `There are several connections; say which with --connection: ${ids.join(', ')}`)
  return found
}
