import { Alert, Anchor, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { EventChecklist, WebhookUrl } from './event-checklist.js'
import { SecretPanel } from './secret-panel.js'
import { WebhookGuide } from './webhook-guide.js'
import { webhooksQuery } from './webhook-queries.js'
import { progressInWords } from './webhook-in-words.js'
import classes from './webhooks.module.css'

const route = getRouteApi('/shell/integrations/greenhouse/$id/webhooks')

/** The webhooks of a connection: how they are set up, and that they come. */
export function Webhooks() {
  const { id } = route.useParams()
  const isAdmin = usePerson()?.role === 'admin'
  const webhooks = useQuery(webhooksQuery(id))
  const { data } = webhooks
  return (
    <>
      <PageHeader
        title="Webhooks"
        about={`How Greenhouse tells the connection ${id} of changes within seconds. Each event has a URL of its own, so each proves itself.`}
        aside={
          <>
            <RefreshAge query={webhooks} />
            <CommandHint command={`npm run trellis -- webhooks status --connection ${id}`} />
          </>
        }
      />
      <Group gap="md" mb="md">
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/integrations/greenhouse/$id" params={{ id }} />}>
          The connection
        </Anchor>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/deliveries" search={{ connection: id }} />}>
          Deliveries
        </Anchor>
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/deliveries" search={{ connection: id, view: 'refused' }} />}
        >
          Refused
        </Anchor>
      </Group>
      {data === undefined && <ErrorNotice error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {data === undefined && webhooks.error === null && <Skeleton height={240} />}
      {data && (
        <>
          {!data.hasPublicUrl && (
            <Alert variant="light" color="yellow" title="The public address of the ingress is not known here" mb="md">
              The URLs below are paths alone. Set INGRESS_PUBLIC_URL of the console to the address at which Greenhouse reaches the
              ingress.
            </Alert>
          )}
          <div className={classes.columns}>
            <WebhookGuide />
            <div>
              <SecretPanel id={id} webhooks={data} isAdmin={isAdmin} />
              <Text size="sm" mt="lg" fw={500} role="status">
                {progressInWords(data.events)}
              </Text>
              <Text size="sm" c="dimmed" mt="sm">
                One URL takes webhooks of every event, too, but cannot tell which of them were saved. Last arrival there:{' '}
                <Ago at={data.common.lastArrivalAt} />, last ping: <Ago at={data.common.lastPingAt} />.
              </Text>
              <WebhookUrl url={data.common.url} label="Copy the URL of every event" />
            </div>
          </div>
          <EventChecklist webhooks={data} />
        </>
      )}
    </>
  )
}
