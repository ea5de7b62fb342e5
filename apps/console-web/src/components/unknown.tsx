import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What is not known, or has not been, in a word: never an empty cell, and never a zero. */
export function Unknown({ children = 'unknown' }: { readonly children?: ReactNode }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  )
}
