/** The texts of an address's search parameters, by name; what is empty or of another kind is not there. */
export function searchTexts<Name extends string>(
  search: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): { readonly [Each in Name]?: string } {
  const given = names.flatMap((name) => {
    const value = search[name]
    // The router reads what looks like a number as one.
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && text !== '' ? [[name, text] as const] : []
  })
  return Object.fromEntries(given) as { readonly [Each in Name]?: string }
}
