import { Anchor, Button, Group, List, Paper, Progress, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Schemas } from '../../api/client.js'
import { queryClient } from '../../api/query-client.js'
import { Ago } from '../../components/ago.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { placeInWords } from './problem-in-words.js'
import { replaysQuery, useCancelJob } from './problem-queries.js'
import { leftOpenOf, orderInWords, replayInWords } from './replay-in-words.js'

/** The newest replay: how far it is, or how it has ended. Nothing where there has been none. */
export function Replays({ isAdmin }: { readonly isAdmin: boolean }) {
  const { data } = useQuery(replaysQuery)
  const [newest] = data?.jobs ?? []
  const isUnderWay = newest?.state === 'under way'
  const wasUnderWay = useRef(isUnderWay)
  useEffect(() => {
    // What it has resolved is to be seen at once.
    if (wasUnderWay.current && !isUnderWay) void queryClient.invalidateQueries({ queryKey: ['problems'] })
    wasUnderWay.current = isUnderWay
  }, [isUnderWay])
  return newest ? <Replay job={newest} isAdmin={isAdmin} /> : null
}

function Replay({ job, isAdmin }: { readonly job: Schemas['JobAnswer']; readonly isAdmin: boolean }) {
  const cancel = useCancelJob(job.id)
  const left = leftOpenOf(job)
  const isUnderWay = job.state === 'under way'
  return (
    <Paper withBorder p="sm" mb="lg" component="section" aria-label="The newest replay">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={500} role="status">
            {replayInWords(job)}
          </Text>
          <Text size="xs" c="dimmed">
            Reading again {orderInWords(job)}, ordered by {job.who} <Ago at={job.startedAt} />
          </Text>
        </div>
        {isUnderWay && isAdmin && (
          <Button
            size="xs"
            variant="default"
            disabled={job.isCancelOrdered}
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </Group>
      {isUnderWay && (
        <Progress mt="xs" value={(100 * job.done) / Math.max(1, job.total)} aria-label="Problems that were read again" />
      )}
      <ErrorNotice error={cancel.error} />
      {left.length > 0 && (
        <details>
          <Text component="summary" size="xs" mt="xs">
            What stays open
          </Text>
          <List size="xs" mt={4}>
            {left.map((problem) => (
              <List.Item key={problem.id}>
                <Anchor
                  size="xs"
                  renderRoot={(props) => (
                    <Link {...props} from="/problems" to="/problems" search={(now) => ({ ...now, selected: problem.id })} />
                  )}
                >
                  {placeInWords(problem)}
                </Anchor>
                : {problem.why}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </Paper>
  )
}
