import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { removalPlanQuery, useConfirm, type Held } from './completeness-queries.js'

interface Props {
  readonly connection: string
  readonly held: Held
  readonly isAdmin: boolean
}

/** Removals of a resource that wait: more is missing than goes without a person's word. */
export function HeldRemoval({ connection, held, isAdmin }: Props) {
  const { resource, since, suspects, alive } = held
  const [isConfirming, confirming] = useDisclosure(false)
  return (
    <Alert variant="light" color="yellow" mb="sm" title={`${count(suspects)} of ${count(alive)} ${resource} seem to be gone`}>
      <Text size="sm">
        They wait for a person since <Ago at={since} />; their rows stay. Mostly so many are missing because a permission was
        withdrawn: look in Greenhouse first.
      </Text>
      {isAdmin ? (
        <Button size="xs" mt="xs" color="red" variant="light" onClick={confirming.open}>
          They are really gone…
        </Button>
      ) : (
        <Text size="xs" c="dimmed" mt="xs">
          An admin can confirm that they are gone.
        </Text>
      )}
      {isConfirming && <Confirmation connection={connection} resource={resource} onClose={confirming.close} />}
    </Alert>
  )
}

interface ConfirmationProps {
  readonly connection: string
  readonly resource: string
  readonly onClose: () => void
}

function Confirmation({ connection, resource, onClose }: ConfirmationProps) {
  const planned = useQuery(removalPlanQuery(connection, resource))
  const confirm = useConfirm(connection, resource)
  const removals = planned.data?.removals
  return (
    <Dialog onClose={onClose} title={`Confirm removals of ${resource}`} closeOnClickOutside={false}>
      <Stack>
        <ErrorNotice error={planned.error} onRetry={() => void planned.refetch()} />
        {removals === undefined && planned.error === null && <Skeleton height={40} />}
        {removals !== undefined && (
          <Text size="sm">
            <strong>{count(removals)}</strong> of {resource} may go. Each is still asked for by name, twice, before its row is
            removed.
          </Text>
        )}
        <ErrorNotice
          error={confirm.error}
          onRetry={() => {
            confirm.reset()
            void planned.refetch()
          }}
        />
        <CommandHint command={`npm run trellis -- sweep confirm ${resource} --connection ${connection}`} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red"
            disabled={removals === undefined || removals === 0 || confirm.error !== null}
            loading={confirm.isPending}
            onClick={() => removals !== undefined && confirm.mutate(removals, { onSuccess: onClose })}
          >
            {removals === undefined ? 'Confirm' : `Confirm ${count(removals)}`}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
