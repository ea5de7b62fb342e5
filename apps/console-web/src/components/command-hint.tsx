import { Group, Text } from '@mantine/core'
import { Copy } from './copy.js'
import classes from './command-hint.module.css'

/** The same on the command line, to be copied. */
export function CommandHint({ command }: { readonly command: string }) {
  return (
    <Group gap={8} className={classes.hint} wrap="nowrap">
      <Text size="xs" c="dimmed" className={classes.words}>
        On the command line
      </Text>
      <code className={classes.command}>
        {command.split(' ').map((word, at) => (
          // A line ends between words, and not behind the dashes of an option.
          <span key={`${at} ${word}`}>{at === 0 ? word : ` ${word}`}</span>
        ))}
      </code>
      <Copy value={command} label="Copy the command" />
    </Group>
  )
}
