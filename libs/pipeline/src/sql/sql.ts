/** Quotes an identifier. The one place where a name becomes SQL. */
export function ident(...names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')
}

/** Quotes a text constant, for statements that take no parameters (comments on columns). */
export function literal(value: string): string {
  const escaped = value.replaceAll("'", "''")
  return escaped.includes('\\') ? `E'${escaped.replaceAll('\\', '\\\\')}'` : `'${escaped}'`
}
