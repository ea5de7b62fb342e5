/** SQL: what every version of an instant (microseconds) or later is greater than. */
export function versionAt(microseconds: string): string {
  return `lpad(to_hex(${microseconds}), 14, '0')`
}
