import { Text } from '@mantine/core'
import { problemOf } from '../api/problem.js'
import { distance } from './in-words.js'
import { useNow } from './now.js'

/** What is looked at of a query. */
interface Query {
  readonly dataUpdatedAt: number
  readonly error: unknown
}

/** Figures that move are older than this only where something is wrong. */
const OLD_AFTER_MS = 10_000

/** How old the figures of a screen are; where they cannot be had again, why they are the old ones. */
export function RefreshAge({ query: { dataUpdatedAt, error } }: { readonly query: Query }) {
  const now = useNow()
  if (dataUpdatedAt === 0) return null
  const isOld = error !== null || now - dataUpdatedAt > OLD_AFTER_MS
  return (
    <Text size="xs" c={isOld ? 'var(--mantine-color-error)' : 'dimmed'} role="status" aria-live={isOld ? 'polite' : 'off'}>
      {isOld ? `Figures of ${distance(dataUpdatedAt, now)}` : 'Up to date'}
      {error !== null && ` · ${problemOf(error).title}`}
    </Text>
  )
}
