import { v7 } from 'uuid'

/** A name no other spec has; letters, digits and underscores. */
export function uuidv7(): string {
  return v7().replaceAll('-', '')
}
