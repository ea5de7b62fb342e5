/** `offers` → `offer`, `activities` → `activity`; the last word of a name in the plural. */
export function singularOf(name: string): string {
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '')
}

/** `offer` → `offers`, `activity` → `activities`. */
export function pluralOf(name: string): string {
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}
