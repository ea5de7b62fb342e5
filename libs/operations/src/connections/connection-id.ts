const MAX_LENGTH = 48
const WITHOUT_LETTERS = 'greenhouse'

/** An id for a connection, made out of its name: letters, digits and dashes, and none of those that are taken. */
export function connectionId(name: string, taken: ReadonlySet<string>): string {
  const base = slug(name) || WITHOUT_LETTERS
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.has(id)) return id
  }
}

function slug(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{Mark}/gu, '')
  return plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/g, '')
}
