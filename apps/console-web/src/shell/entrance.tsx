import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from './mark.js'
import classes from './entrance.module.css'

interface Props {
  readonly title: string
  readonly about: ReactNode
  readonly children: ReactNode
}

/** The page before the console: one card in the middle. */
export function Entrance({ title, about, children }: Props) {
  return (
    <Center component="main" className={classes.page}>
      <title>{`${title} · Trellis`}</title>
      <Stack gap="lg" className={classes.column}>
        <Mark />
        <Paper withBorder radius="lg" p="xl" className={classes.card}>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mt={4} mb="lg">
            {about}
          </Text>
          {children}
        </Paper>
      </Stack>
    </Center>
  )
}
