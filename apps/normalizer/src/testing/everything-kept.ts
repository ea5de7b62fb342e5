import { createLogger } from '@trellis/runtime'
import { PrivacyDirectory } from '../privacy-directory.js'

/** Connections in use, of which nothing is left out. */
export function everythingKept(...connections: readonly string[]): PrivacyDirectory {
  const ids = connections.length > 0 ? connections : ['acme']
  const read = (): Promise<ReadonlyMap<string, readonly string[]>> => Promise.resolve(new Map(ids.map((id) => [id, []])))
  return new PrivacyDirectory({ read, keep: () => Promise.resolve() }, createLogger('spec', 'silent'))
}
