/** Puts what is about connections together by connection, in the order in which they come. */
export function byConnection<T extends { readonly connection: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const each of all) {
    const of = found.get(each.connection)
    if (of) of.push(each)
    else found.set(each.connection, [each])
  }
  return found
}
