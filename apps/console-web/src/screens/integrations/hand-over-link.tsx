import { Button, Group, Stack, Text } from '@mantine/core'
import { CopyField } from '../../components/copy-field.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useHandOver } from './connection-queries.js'

/** A link that shows only the step in Greenhouse, for a colleague without an account. */
export function HandOverLink({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const make = useHandOver(id)
  return (
    <Dialog onClose={onClose} title="Hand over to a colleague" closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">
          The link shows one step and nothing else: where to find the credentials in Greenhouse, and a form to paste them. It
          works once, and for 72 hours. A link that was made before ends.
        </Text>
        {make.data && <CopyField label="Link" value={make.data.link} description="It is not shown again." />}
        <ErrorNotice error={make.error} />
        <Group justify="flex-end">
          {!make.data && (
            <Button loading={make.isPending} onClick={() => make.mutate()} data-autofocus>
              Make a link
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {make.data ? 'Done' : 'Cancel'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
