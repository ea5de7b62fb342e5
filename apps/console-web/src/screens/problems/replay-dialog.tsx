import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { problemInWords } from './problem-in-words.js'
import { replayPlanQuery, useReplay, type ProblemFilter } from './problem-queries.js'

interface Props {
  readonly filter: ProblemFilter
  readonly onClose: () => void
}

/** What a replay would read, exactly, and then its order. */
export function ReplayDialog({ filter, onClose }: Props) {
  const planned = useQuery(replayPlanQuery(filter))
  const replay = useReplay()
  const plan = planned.data
  const { code, resource, connection } = filter
  return (
    <Dialog onClose={onClose} title="Read problems again" closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">
          The raw events are read again as they are understood today. What they say now goes to the tables; a problem that does
          not occur any more is resolved. Doing it again is harmless.
        </Text>
        <ErrorNotice error={planned.error} onRetry={() => void planned.refetch()} />
        {plan === undefined && planned.error === null && <Skeleton height={64} />}
        {plan && (
          <List size="sm" spacing={4}>
            <List.Item>
              <strong>{count(plan.problems)}</strong> open {plan.problems === 1 ? 'problem' : 'problems'} on{' '}
              {count(plan.rawEvents)} raw {plan.rawEvents === 1 ? 'event' : 'events'}
            </List.Item>
            <List.Item>
              {code === undefined ? 'of every kind' : problemInWords(code)},{' '}
              {resource === undefined ? 'of every resource' : `of ${resource}`},{' '}
              {connection === undefined ? 'of every connection' : `of ${connection}`}
            </List.Item>
            {plan.withoutPlace > 0 && (
              <List.Item>{count(plan.withoutPlace)} of them name no place on the log, and stay open</List.Item>
            )}
            {plan.problems > plan.most && (
              <List.Item>That is more than {count(plan.most)}, the most at once: choose a group first</List.Item>
            )}
          </List>
        )}
        <ErrorNotice
          error={replay.error}
          onRetry={() => {
            replay.reset()
            void planned.refetch()
          }}
        />
        {Object.keys(filter).length === 0 && <CommandHint command="npm run trellis -- problems replay --all" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={plan === undefined || plan.problems === 0 || plan.problems > plan.most || replay.error !== null}
            loading={replay.isPending}
            onClick={() =>
              plan && replay.mutate({ ...filter, until: plan.until, problems: plan.problems }, { onSuccess: onClose })
            }
          >
            {plan ? `Read ${count(plan.problems)} again` : 'Read again'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
