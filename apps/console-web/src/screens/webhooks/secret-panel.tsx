import { Alert, Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { KeyRound } from 'lucide-react'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { CopyField } from '../../components/copy-field.js'
import { Dialog } from '../../components/dialog.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { useMakeSecret, useRetireSecret } from './webhook-queries.js'
import { secretsInWords } from './webhook-in-words.js'
import classes from './webhooks.module.css'

interface Props {
  readonly id: string
  readonly webhooks: Pick<Schemas['WebhooksAnswer'], 'secrets' | 'isEditable'>
  readonly isAdmin: boolean
}

/** The secret that webhooks are signed with: made, rotated, retired. */
export function SecretPanel({ id, webhooks: { secrets, isEditable }, isAdmin }: Props) {
  const make = useMakeSecret(id)
  const [isRetiring, retiring] = useDisclosure(false)
  const { active, madeAt, madeBy } = secrets
  return (
    <section className={classes.panel} aria-labelledby="webhook-secret">
      <Title order={2} size="h4" id="webhook-secret" mb="sm">
        Secret
      </Title>
      <Text size="sm">{secretsInWords(active)}</Text>
      {madeAt !== null && (
        <Text size="xs" c="dimmed" mt={4}>
          The newest was made <Ago at={madeAt} />
          {madeBy !== null && ` by ${madeBy}`}.
        </Text>
      )}
      {active !== null && active > 1 && (
        <Text size="sm" mt="xs">
          Put the new secret into every webhook in Greenhouse, wait until each has come since, then retire the old one. Until then
          nothing is lost.
        </Text>
      )}
      {!isEditable && (
        <Alert variant="light" color="gray" mt="sm">
          Its secrets are not made here: WEBHOOK_SECRETS, where Trellis is deployed, has them, or the connection was removed.
        </Alert>
      )}
      {isEditable && isAdmin && (
        <Group mt="md" gap="sm">
          {active !== null && active < 2 && (
            <Button
              variant={active === 0 ? 'filled' : 'default'}
              leftSection={<KeyRound size={16} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate()}
            >
              {active === 0 ? 'Make a secret' : 'Make another secret'}
            </Button>
          )}
          {active !== null && active > 1 && (
            <Button variant="default" onClick={retiring.open}>
              Retire the old secret
            </Button>
          )}
        </Group>
      )}
      <ErrorNotice error={make.error} />
      {make.data && <MadeSecret {...make.data} onClose={make.reset} />}
      {isRetiring && <Retire id={id} onClose={retiring.close} />}
    </section>
  )
}

function MadeSecret({ secret, active, onClose }: Schemas['MadeWebhookSecretAnswer'] & { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title="The new secret" closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">
          Paste it into <b>Secret key</b> of each webhook in Greenhouse. It is shown here once: Trellis keeps it encrypted, and
          gives it to nobody.
          {active > 1 && ' The old one is taken, too, until you retire it.'}
        </Text>
        <CopyField label="Secret" value={secret} />
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant={copied ? 'default' : 'filled'} onClick={copy} data-autofocus>
                {copied ? 'Copied' : 'Copy the secret'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            I have it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function Retire({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const retire = useRetireSecret(id)
  return (
    <Dialog onClose={onClose} title="Retire the old secret?">
      <Stack>
        <Text size="sm">
          Webhooks that Greenhouse still signs with the old secret are refused from then on. Greenhouse sends them again for some
          hours, and they are counted under Deliveries → Refused. It cannot be taken back.
        </Text>
        <ErrorNotice error={retire.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep both
          </Button>
          <Button color="red" loading={retire.isPending} onClick={() => retire.mutate(undefined, { onSuccess: onClose })}>
            Retire it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
