import { confirmAbsences, requestSweep, type Pool, type PoolClient } from '@trellis/runtime'
import { connectionNamed } from '../connections/connection-named.js'
import { namedResource } from '../resources/named-resource.js'

/** Asks the poller to sweep these resources of a connection, or all where none is named. Gives how many listings that are. Throws a Refusal for a name that is none. */
export async function orderSweep(db: Pool | PoolClient, connection: string, names: readonly string[]): Promise<number> {
  const resources = names.map((each) => namedResource(each).name)
  await connectionNamed(db, connection)
  return requestSweep(db, connection, resources)
}

/**
 * Says that so many of a resource are really gone: a mass removal waits for this (rule E4). Gives how many may go once they were asked for. Throws a Refusal for
 * a name that is none, and a Fault where nothing waits.
 */
export async function confirmGone(db: Pool | PoolClient, connection: string, name: string): Promise<number> {
  const { name: resource } = namedResource(name)
  await connectionNamed(db, connection)
  return confirmAbsences(db, connection, resource)
}
