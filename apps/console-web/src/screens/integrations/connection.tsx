import { Alert, Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { StateBadge } from '../../components/state-badge.js'
import classes from './connect.module.css'
import { ChangeConnection } from './change-connection.js'
import { connectionQuery, useChangeConnection, type ConnectionOne } from './connection-queries.js'
import { HandOverLink } from './hand-over-link.js'
import { NewCredentials } from './new-credentials.js'
import { PermissionsPanel } from './permissions-panel.js'
import { PurgePanel } from './purge-panel.js'
import { RemoveConnection } from './remove-connection.js'

const route = getRouteApi('/shell/integrations/greenhouse/$id')

/** One connection: what it is, what is done with it, and what its account grants. */
export function Connection() {
  const { id } = route.useParams()
  const isAdmin = usePerson()?.role === 'admin'
  const connection = useQuery(connectionQuery(id))
  const { data } = connection
  if (!data) return connection.error ? <ErrorNotice error={connection.error} onRetry={() => void connection.refetch()} /> : null
  const isOpen = data.removedAt === null
  return (
    <>
      <PageHeader
        title={data.name}
        about="A connection to Greenhouse Recruiting."
        aside={<CommandHint command={`npm run trellis -- permissions --connection ${id}`} />}
      />
      {data.madeBy === 'environment' && (
        <Alert variant="light" color="gray" title="Described by variables of the services" mb="md">
          It is changed where Trellis is deployed, by GREENHOUSE_CONNECTION and the variables with it.
        </Alert>
      )}
      <Facts connection={data} />
      {isAdmin && isOpen && data.madeBy === 'console' && <Actions connection={data} />}
      {!isOpen && data.madeBy === 'console' && <PurgePanel connection={data} isAdmin={isAdmin} />}
      {isOpen && data.hasCredentials && <PermissionsPanel id={id} mayCheck={isAdmin} />}
    </>
  )
}

function Facts({ connection }: { readonly connection: ConnectionOne }) {
  const { id, actingUserId, pausedAt, removedAt, hasCredentials, hasWebhookSecrets, changedAt, changedBy } = connection
  return (
    <dl className={classes.facts}>
      <dt>State</dt>
      <dd>
        {removedAt !== null ? (
          <>
            removed <Ago at={removedAt} />
          </>
        ) : pausedAt !== null ? (
          <>
            <StateBadge state="paused" /> since <Ago at={pausedAt} />: Greenhouse is not asked, webhooks are taken
          </>
        ) : hasCredentials ? (
          'Greenhouse is read; how far it is stands under Sync'
        ) : (
          <>
            <StateBadge state="needs you" /> it has no credentials yet
          </>
        )}
      </dd>
      <dt>Webhooks</dt>
      <dd>
        <Link to="/integrations/greenhouse/$id/webhooks" params={{ id }}>
          {hasWebhookSecrets ? 'Which are set up, and which come' : 'Set them up: there is no secret yet'}
        </Link>
      </dd>
      <dt>Privacy</dt>
      <dd>
        <Link to="/integrations/greenhouse/$id/privacy" params={{ id }}>
          What is read, and what is not
        </Link>
      </dd>
      <dt>ID</dt>
      <dd>{id}</dd>
      <dt>Acting user</dt>
      <dd>{actingUserId ?? 'the credential’s own user'}</dd>
      <dt>Last changed</dt>
      <dd>
        <Ago at={changedAt} />
        {changedBy !== null && ` by ${changedBy}`}
      </dd>
    </dl>
  )
}

type Opened = 'change' | 'credentials' | 'link' | 'remove'

function Actions({ connection }: { readonly connection: ConnectionOne }) {
  const { id, version, pausedAt, hasCredentials } = connection
  const change = useChangeConnection(id)
  const [opened, setOpened] = useState<Opened>()
  const close = (): void => setOpened(undefined)
  return (
    <>
      <Group mt="md" gap="sm">
        <Button variant={hasCredentials ? 'default' : 'filled'} onClick={() => setOpened('credentials')}>
          {hasCredentials ? 'New credentials' : 'Enter credentials'}
        </Button>
        <Button variant="default" onClick={() => setOpened('link')}>
          Hand over to a colleague
        </Button>
        <Button variant="default" onClick={() => setOpened('change')}>
          Edit
        </Button>
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ type: pausedAt === null ? 'pause' : 'resume', version })}
        >
          {pausedAt === null ? 'Pause' : 'Resume'}
        </Button>
        <Button variant="default" color="red" onClick={() => setOpened('remove')}>
          Remove
        </Button>
      </Group>
      <ErrorNotice error={change.error} />
      {opened === 'change' && <ChangeConnection connection={connection} onClose={close} />}
      {opened === 'credentials' && <NewCredentials connection={connection} onClose={close} />}
      {opened === 'link' && <HandOverLink id={id} onClose={close} />}
      {opened === 'remove' && <RemoveConnection connection={connection} onClose={close} />}
    </>
  )
}
