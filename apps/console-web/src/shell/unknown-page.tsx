import { Anchor, Container, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'

/** Stands where an address leads to nothing. */
export function UnknownPage() {
  return (
    <Container component="main" size="sm" py="xl">
      <title>No such page · Trellis</title>
      <Title order={1}>There is no such page</Title>
      <Text c="dimmed" mt="xs">
        The address may be mistyped, or the page may have moved. Go to the{' '}
        <Anchor component={Link} to="/" inherit underline="always">
          overview
        </Anchor>
        .
      </Text>
    </Container>
  )
}
