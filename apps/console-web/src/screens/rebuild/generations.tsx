import { Button, Group } from '@mantine/core'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { room, stateInWords } from './rebuild-in-words.js'
import type { Asked, Generation } from './rebuild-queries.js'

interface Props {
  readonly generations: readonly Generation[] | undefined
  readonly mayOrder: boolean
  /** Looks at the plan of what is asked for. */
  readonly onLook: (asked: Asked) => void
}

const COLUMNS: readonly Column<Generation>[] = [
  { title: 'Generation', isFigure: true, cell: ({ generation }) => generation },
  { title: 'State', cell: ({ state }) => stateInWords(state) },
  { title: 'Size', isFigure: true, cell: ({ bytes }) => room(bytes) },
  { title: 'Begun', cell: ({ createdAt }) => <Ago at={createdAt} /> },
  { title: 'Complete', cell: ({ completeAt }) => <Ago at={completeAt} never="not yet" /> },
  { title: 'Given to readers', cell: ({ switchedAt }) => <Ago at={switchedAt} /> },
  { title: 'Declarations', isFigure: true, cell: ({ revision }) => `revision ${revision}` },
]

/** The sets of tables that there are, the newest first. */
export function Generations({ generations, mayOrder, onLook }: Props) {
  const acts: Column<Generation> = {
    title: 'What can be done',
    hidesTitle: true,
    cell: ({ generation, state }) => (
      <Group gap={6} wrap="nowrap" justify="flex-end">
        {['complete', 'previous'].includes(state) && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Switch to generation ${generation}`}
            onClick={() => onLook({ verb: 'switch', generation })}
          >
            Switch…
          </Button>
        )}
        {state !== 'current' && (
          <Button
            size="compact-xs"
            variant="light"
            color="red"
            aria-label={`Drop generation ${generation}`}
            onClick={() => onLook({ verb: 'drop', generation })}
          >
            Drop…
          </Button>
        )}
      </Group>
    ),
  }
  return (
    <DataTable
      label="Generations of the tables"
      columns={mayOrder ? [...COLUMNS, acts] : COLUMNS}
      rows={generations?.toReversed()}
      keyOf={({ generation }) => String(generation)}
      empty="There are no tables yet: a warehouse-writer makes them when it starts."
    />
  )
}
