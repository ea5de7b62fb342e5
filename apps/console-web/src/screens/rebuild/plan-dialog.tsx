import { Alert, Button, Checkbox, Group, List, Skeleton, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { commandOf, planInWords } from './rebuild-in-words.js'
import { rebuildPlanQuery, useOrder, type Asked } from './rebuild-queries.js'

interface Props {
  readonly asked: Asked
  readonly onClose: () => void
}

const TITLES: Readonly<Record<Asked['verb'], string>> = {
  run: 'Rebuild from raw',
  switch: 'Give readers another generation',
  rollback: 'Roll back to the tables before',
  drop: 'Drop a generation',
}
const ORDERS: Readonly<Record<Asked['verb'], string>> = { run: 'Rebuild', switch: 'Switch', rollback: 'Roll back', drop: 'Drop' }

/** What would be done, exactly, and then its order. */
export function PlanDialog({ asked: given, onClose }: Props) {
  const { verb } = given
  const [typed, type] = useState('')
  const [resource] = useDebouncedValue(typed.trim(), 300)
  const [isSwitched, give] = useState(true)
  const [recreates, recreate] = useState(false)
  const asked: Asked = { ...given, ...(resource !== '' && { resource }) }
  const planned = useQuery(rebuildPlanQuery(asked))
  const order = useOrder()
  const plan = planned.data
  const isSettled = typed.trim() === resource && order.error === null
  const again = (): void => {
    order.reset()
    void planned.refetch()
  }
  return (
    <Dialog onClose={onClose} title={TITLES[verb]} closeOnClickOutside={false}>
      <Stack>
        {verb === 'run' && (
          <>
            <TextInput
              label="Table (all, if empty)"
              placeholder="offers"
              value={typed}
              onChange={({ currentTarget }) => type(currentTarget.value)}
            />
            {resource === '' && (
              <Checkbox
                label="Give it to readers when it is complete"
                description="Otherwise it is made and compared, and given to readers by a switch."
                checked={isSwitched}
                onChange={({ currentTarget }) => give(currentTarget.checked)}
              />
            )}
          </>
        )}
        {verb !== 'drop' && (
          <Checkbox
            label="Make again what stands on a view that has to be recreated"
            description="Other views and grants, with their owners and comments. Otherwise it is refused, and they are named."
            checked={recreates}
            onChange={({ currentTarget }) => recreate(currentTarget.checked)}
          />
        )}
        <ErrorNotice error={planned.error} onRetry={() => void planned.refetch()} />
        {plan === undefined && planned.error === null && <Skeleton height={80} aria-label="Counting what would be done" />}
        {plan && (
          <List size="sm" spacing={4}>
            {planInWords(asked, plan).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        {plan && plan.hindrance !== null && (
          <Alert variant="light" color="yellow" title="It would not be begun">
            {plan.hindrance}.
          </Alert>
        )}
        <ErrorNotice error={order.error} onRetry={again} />
        <CommandHint command={commandOf(asked, { isSwitched: isSwitched || resource !== '', recreates })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color={verb === 'drop' ? 'red' : undefined}
            disabled={!isSettled || !plan || plan.hindrance !== null || plan.generation === null}
            loading={order.isPending}
            onClick={() => {
              if (!plan || plan.generation === null) return
              const { current: plannedCurrent, generation: plannedGeneration } = plan
              const how = { isSwitched: isSwitched || resource !== '', recreatesDependents: recreates }
              order.mutate({ ...asked, ...how, plannedCurrent, plannedGeneration }, { onSuccess: onClose })
            }}
          >
            {ORDERS[verb]}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
