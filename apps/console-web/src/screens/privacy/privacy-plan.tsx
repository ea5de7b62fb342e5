import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { Held } from './held.js'
import { leaveOutWord, namesInWords, type SwitchName } from './privacy-in-words.js'
import { privacyPlanQuery, useChangePrivacy, type PrivacyChange } from './privacy-queries.js'
import { ToRebuild } from '../../components/to-rebuild.js'

interface Props {
  readonly id: string
  /** What is to be left out from then on. */
  readonly leaveOut: readonly SwitchName[]
  readonly onDone: (change: PrivacyChange) => void
  readonly onClose: () => void
}

/** What a change means, with what it finds in the tables, and then its order. */
export function PrivacyPlan({ id, leaveOut, onDone, onClose }: Props) {
  const planned = useQuery(privacyPlanQuery(id, leaveOut))
  const change = useChangePrivacy(id)
  const plan = planned.data
  return (
    <Dialog onClose={onClose} title="Change what is read" closeOnClickOutside={false} size="lg">
      <Stack>
        <ErrorNotice error={planned.error} onRetry={() => void planned.refetch()} />
        {plan === undefined && planned.error === null && <Skeleton height={96} aria-busy />}
        {plan && (
          <>
            <Meaning plan={plan} />
            <Held held={plan.held} />
            {plan.held.length > 0 && (
              <Text size="sm">
                These cells stay as they are until a rebuild makes the tables without them, and <b>rebuild drop</b> takes each
                older generation away.
              </Text>
            )}
            {plan.rebuild.length > 0 && (plan.held.length > 0 || plan.turnsOn.length > 0) && <ToRebuild />}
          </>
        )}
        <ErrorNotice
          error={change.error}
          onRetry={() => {
            change.reset()
            void planned.refetch()
          }}
        />
        <CommandHint command={`npm run trellis -- connections privacy ${id} --leave-out ${leaveOutWord(leaveOut)} --yes`} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={plan === undefined || change.error !== null}
            loading={change.isPending}
            onClick={() => plan && change.mutate({ version: plan.version, leaveOut: [...leaveOut] }, { onSuccess: onDone })}
          >
            {plan ? orderInWords(plan) : 'Change'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function orderInWords({ turnsOff, turnsOn }: PrivacyChange): string {
  if (turnsOff.length > 0) return `Do not read ${namesInWords(turnsOff)}`
  return turnsOn.length > 0 ? `Read ${namesInWords(turnsOn)}` : 'Leave it so'
}

function Meaning({ plan: { turnsOff, turnsOn, backfill, rebuild } }: { readonly plan: PrivacyChange }) {
  return (
    <List size="sm" spacing={6}>
      {turnsOff.length > 0 && (
        <>
          <List.Item>
            Within seconds nothing of {namesInWords(turnsOff)} is read any more: {rebuild.join(', ')}
          </List.Item>
          <List.Item>Fields that no column names are left out too, in every table: it is not known what they hold</List.Item>
        </>
      )}
      {turnsOn.length > 0 && (
        <>
          <List.Item>What comes from now on is read</List.Item>
          {backfill.length > 0 && (
            <List.Item>
              Ordered with it: {backfill.join(', ')} {backfill.length === 1 ? 'is' : 'are'} listed whole, since{' '}
              {backfill.length === 1 ? 'it was' : 'they were'} never asked for
            </List.Item>
          )}
          <List.Item>To be ordered by itself: a rebuild brings what raw holds of it, in {rebuild.join(', ')}</List.Item>
        </>
      )}
      {turnsOff.length + turnsOn.length === 0 && <List.Item>That is how it is: nothing changes</List.Item>}
    </List>
  )
}
