/**
 * SQL: an entity of `ops.listed_record` is alive as far as is known: no removal is newer than the record last appended. `at` is the table's alias with its
 * point, where it has one.
 */
export function isAlive(at: `${string}.` | '' = ''): string {
  return `${at}removed <= ${at}version`
}

/** SQL: the other way round. */
export function isGone(at: `${string}.` | '' = ''): string {
  return `${at}removed > ${at}version`
}
