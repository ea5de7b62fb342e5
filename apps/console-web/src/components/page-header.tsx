import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page-header.module.css'

interface Props {
  readonly title: string
  /** What the screen answers, in one sentence. */
  readonly about?: ReactNode
  /** How old the figures are, buttons. */
  readonly aside?: ReactNode
}

/** The head of a screen; it names the page for the browser, too. */
export function PageHeader({ title, about, aside }: Props) {
  return (
    <header className={classes.header}>
      <title>{`${title} · Trellis`}</title>
      <div className={classes.words}>
        <Title order={1}>{title}</Title>
        {about !== undefined && (
          <Text c="dimmed" className={classes.about}>
            {about}
          </Text>
        )}
      </div>
      {aside !== undefined && <Group gap="sm">{aside}</Group>}
    </header>
  )
}
