import { Group, Text } from '@mantine/core'

/** The name of the product, with its sign. */
export function Mark() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={22} height={22} />
      <Text fw={600} size="lg" lh={1}>
        Trellis
      </Text>
    </Group>
  )
}
