import { Badge, Button, SimpleGrid, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.js'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { connectionsQuery } from './connections-query.js'
import { SOURCES } from './sources.js'
import classes from './integrations.module.css'

type Connection = Schemas['ConnectionAnswer']

const COLUMNS: readonly Column<Connection>[] = [
  {
    title: 'Connection',
    cell: ({ id, name }) => (
      <>
        <Text size="sm" fw={500}>
          <Link to="/integrations/greenhouse/$id" params={{ id }}>
            {name}
          </Link>
        </Text>
        {name !== id && (
          <Text size="xs" c="dimmed">
            {id}
          </Text>
        )}
      </>
    ),
  },
  { title: 'Source', cell: () => 'Greenhouse API' },
  {
    title: 'Made by',
    cell: ({ madeBy }) =>
      madeBy === 'console' ? (
        'this console'
      ) : (
        <span title="It is described by variables where Trellis runs, and is changed there.">environment variables</span>
      ),
  },
  {
    title: 'Reads Greenhouse',
    cell: ({ hasCredentials, pausedAt }) =>
      pausedAt !== null ? 'no, it is paused' : hasCredentials ? 'yes' : 'no, it has no credentials',
  },
  {
    title: 'Takes webhooks',
    cell: ({ id, name, hasWebhookSecrets }) => (
      <Link to="/integrations/greenhouse/$id/webhooks" params={{ id }} aria-label={`Webhooks of ${name}`}>
        {hasWebhookSecrets ? 'yes' : 'no, it has no secret'}
      </Link>
    ),
  },
  { title: 'Since', cell: ({ createdAt }) => <Ago at={createdAt} /> },
  {
    title: 'Removed',
    cell: ({ removedAt }) => (removedAt === null ? 'no' : <Ago at={removedAt} />),
  },
]

/** The sources there are, and which are connected. */
export function Integrations() {
  const connections = useQuery(connectionsQuery)
  const isAdmin = usePerson()?.role === 'admin'
  return (
    <>
      <PageHeader title="Integrations" about="Where recruiting data comes from." />
      <SimpleGrid component="ul" className={classes.tiles} cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {SOURCES.map(({ name, about, isAvailable, icon: Icon }) => (
          <li key={name} className={classes.tile} data-available={isAvailable}>
            <Icon size={20} strokeWidth={1.7} aria-hidden />
            <div>
              <Text fw={600}>{name}</Text>
              <Text size="sm" c="dimmed">
                {about}
              </Text>
              {isAvailable && isAdmin && (
                <Button component={Link} to="/integrations/greenhouse/new" size="xs" mt="sm" aria-label={`Connect: ${name}`}>
                  Connect
                </Button>
              )}
              {!isAvailable && (
                <Badge variant="default" tt="none" fw={500} mt={8}>
                  Not available yet
                </Badge>
              )}
            </div>
          </li>
        ))}
      </SimpleGrid>
      <Title order={2} mt="xl" mb="sm">
        Connections
      </Title>
      <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />
      {(connections.data !== undefined || connections.error === null) && (
        <DataTable
          label="Connections"
          columns={COLUMNS}
          rows={connections.data?.connections}
          keyOf={({ id }) => id}
          empty="Nothing is connected yet."
        />
      )}
    </>
  )
}
