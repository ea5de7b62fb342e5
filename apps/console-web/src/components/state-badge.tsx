import { Tooltip } from '@mantine/core'
import classes from './state-badge.module.css'

interface Look {
  readonly tone: 'good' | 'busy' | 'warn' | 'bad' | 'idle'
  /** What it means, for who points at it. */
  readonly means: string
}

/** The states that anything in Trellis has, by name. */
const LOOKS = {
  never: { tone: 'idle', means: 'It has not begun yet.' },
  loading: { tone: 'busy', means: 'It is read for the first time.' },
  live: { tone: 'good', means: 'It is complete, and follows changes.' },
  'catching up': { tone: 'busy', means: 'It is complete up to some time ago, and behind by more than usual.' },
  retrying: { tone: 'warn', means: 'It failed, and is tried again by itself. Nothing is lost.' },
  paused: { tone: 'idle', means: 'A person has stopped it.' },
  'needs you': { tone: 'bad', means: 'It does not go on without a person.' },
  'no permission': { tone: 'warn', means: 'Greenhouse refuses it: the key lacks a permission.' },
  saved: { tone: 'busy', means: 'Greenhouse has reached its URL when it was saved there. No event has come yet.' },
  seen: { tone: 'good', means: 'The event has come.' },
  unknown: { tone: 'idle', means: 'Nothing has been heard that would say.' },
} as const satisfies Readonly<Record<string, Look>>

type AnyState = keyof typeof LOOKS

/** The name of a state that something which goes on may have; how far a webhook is set up has two of its own. */
export type State = Exclude<AnyState, 'saved' | 'seen'>

/** Says how something stands. */
export function StateBadge({ state }: { readonly state: AnyState }) {
  const { tone, means } = LOOKS[state]
  return (
    <Tooltip label={means} multiline maw={280}>
      <span className={classes.badge} data-tone={tone}>
        {state}
      </span>
    </Tooltip>
  )
}
