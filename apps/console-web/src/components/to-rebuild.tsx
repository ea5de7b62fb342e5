import { Anchor, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CommandHint } from './command-hint.js'

/** Where the tables are made again, out of raw and under the switches as they are. */
export function ToRebuild() {
  return (
    <Group gap="sm" my="sm">
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/rebuild" />}>
        Rebuild the tables
      </Anchor>
      <CommandHint command="npm run trellis -- rebuild" />
    </Group>
  )
}
