import { Button, Code, Group, List, Paper, Progress, Text } from '@mantine/core'
import { Ago } from '../../components/ago.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useNow } from '../../components/now.js'
import { Comparison } from './comparison.js'
import { leftInWords, orderInWords, orderStateInWords } from './rebuild-in-words.js'
import { useCancel, type Order } from './rebuild-queries.js'

/** The newest order: how far it is, or how it has ended. */
export function NewestOrder({ order, isAdmin }: { readonly order: Order; readonly isAdmin: boolean }) {
  const { state, progress, who, writer, orderedAt, finishedAt, dependents, recreated, deaths } = order
  const cancel = useCancel(order.id)
  const now = useNow()
  const isOpen = state === 'ordered' || state === 'under way'
  const left = leftInWords(order, now)
  return (
    <Paper withBorder p="sm" mb="lg" component="section" aria-label="The newest order">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{orderInWords(order)}</Text>
          <Text size="sm" role="status" c={state === 'failed' ? 'var(--mantine-color-error)' : undefined}>
            {orderStateInWords(order)}
          </Text>
          <Text size="xs" c="dimmed">
            Ordered by {who} <Ago at={orderedAt} />
            {writer !== null && `, ${isOpen ? 'at it' : 'done by'}: ${writer}`}
            {finishedAt !== null && (
              <>
                , ended <Ago at={finishedAt} />
              </>
            )}
            {deaths > 0 && `, ${deaths === 1 ? 'one writer has' : `${deaths} writers have`} died over it`}
          </Text>
        </div>
        {isOpen && isAdmin && (
          <Button
            size="xs"
            variant="default"
            disabled={order.isCancelOrdered}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </Group>
      {state === 'under way' && progress && (
        <>
          <Progress mt="xs" value={(100 * progress.done) / Math.max(1, progress.total)} aria-label="Raw records that were read" />
          {left !== null && (
            <Text size="xs" c="dimmed" mt={4}>
              {left}
            </Text>
          )}
        </>
      )}
      <ErrorNotice error={cancel.error} />
      <Objects title="What stands on our views and would have to be made again" names={dependents} />
      <Objects title="What was made again" names={recreated} />
      {order.comparison && <Comparison comparison={order.comparison} />}
    </Paper>
  )
}

function Objects({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      <Text size="xs" mt="xs" fw={500}>
        {title}
      </Text>
      <List size="xs">
        {names.map((name) => (
          <List.Item key={name}>
            <Code>{name}</Code>
          </List.Item>
        ))}
      </List>
    </>
  )
}
