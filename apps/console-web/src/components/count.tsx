import { count } from './in-words.js'
import { Unknown } from './unknown.js'

interface Props {
  /** Null and undefined where it is not known. */
  readonly value: number | null | undefined
  /** Is it withheld from whoever looks? */
  readonly permitted?: boolean
}

/** A figure: zero, unknown and not permitted never look alike. */
export function Count({ value, permitted = true }: Props) {
  if (!permitted) return <Unknown>no permission</Unknown>
  return value === null || value === undefined ? <Unknown /> : <>{count(value)}</>
}
