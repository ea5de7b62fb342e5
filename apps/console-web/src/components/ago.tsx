import { distance, instant } from './in-words.js'
import { Unknown } from './unknown.js'
import { useNow } from './now.js'

interface Props {
  /** Milliseconds since the epoch, or an ISO text; null and undefined for what has not been. */
  readonly at: number | string | null | undefined
  /** What is said where it has not been. */
  readonly never?: string
}

/** How long ago; the instant in the person's zone and in UTC is shown to who points at it. */
export function Ago({ at, never = 'never' }: Props) {
  const now = useNow()
  if (at === null || at === undefined) return <Unknown>{never}</Unknown>
  const ms = typeof at === 'number' ? at : Date.parse(at)
  return (
    <time dateTime={new Date(ms).toISOString()} title={instant(ms)} style={{ whiteSpace: 'nowrap' }}>
      {distance(ms, now)}
    </time>
  )
}
