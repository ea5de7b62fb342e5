import {
  formatInstant,
  isObject,
  keyOf,
  memoized,
  parseInstant,
  parseJson,
  type JsonObject,
  type Resource,
} from '@trellis/pipeline'

/** What the register of listed records keeps of one. */
export interface RecordFacts {
  readonly key: string
  /** In one spelling of fixed size, so two of them compare as text. */
  readonly updatedAt?: string
  /** Equal for records that say the same; columns that change by reading stay out (rule L4). */
  readonly digestInput: string | Uint8Array
}

/** The facts of one listed record; undefined where it is no object or has no key: then it is appended, and becomes a problem where it is read. */
export function recordFacts(resource: Resource, slice: Uint8Array): RecordFacts | undefined {
  const record = parseJson(decoder.decode(slice))
  if (!isObject(record)) return undefined
  const key = keyOf(resource, record)
  if (key === undefined) return undefined
  const { since } = resource.harvest
  const changed = since && record[since]
  const updatedAt = typeof changed === 'string' ? parseInstant(changed) : undefined
  return {
    key,
    ...(updatedAt !== undefined && { updatedAt: formatInstant(updatedAt) }),
    digestInput: digestInput(resource, record) ?? slice,
  }
}

/** The record without its volatile names; undefined where its own bytes will do: it has none, or is nested too deep to be written. */
function digestInput(resource: Resource, record: JsonObject): string | undefined {
  const volatile = volatileNames(resource)
  if (volatile.size === 0) return undefined
  try {
    return JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => !volatile.has(name))))
  } catch {
    return undefined
  }
}

const volatileNames = memoized(
  ({ columns }: Resource): ReadonlySet<string> =>
    new Set(Object.values(columns).flatMap((column) => (column.isVolatile ? column.names : []))),
)
const decoder = new TextDecoder()
