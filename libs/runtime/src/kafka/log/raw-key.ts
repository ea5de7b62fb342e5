import { v7 } from 'uuid'

/** The key of a raw message, unique per append: nothing but a tombstone ever removes an event (rule G1). */
export function newRawKey(connection: string): string {
  return `${connection}/${v7()}`
}
