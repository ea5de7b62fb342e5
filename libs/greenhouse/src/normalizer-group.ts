/** The consumer group of the normalizers. */
export const NORMALIZER_GROUP = 'normalizer'

/** What a normalizer calls itself on the log: a rebuild asks the group's members which declarations they read by (rule N1). */
export function normalizerClientId(revision: number): string {
  return `normalizer/r${revision}`
}

/** The revision that a normalizer of that client id reads by; undefined where it has none. */
export function revisionOfNormalizer(clientId: string): number | undefined {
  const [, digits] = /^normalizer\/r(\d{1,9})$/.exec(clientId) ?? []
  return digits === undefined ? undefined : Number(digits)
}
