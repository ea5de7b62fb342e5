import { Anchor, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { Copy } from '../../components/copy.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { count, distance } from '../../components/in-words.js'
import { useNow } from '../../components/now.js'
import { StateBadge } from '../../components/state-badge.js'
import { doubtsInWords, eventInWords } from './webhook-in-words.js'
import type { WebhookState } from './webhook-queries.js'
import classes from './webhooks.module.css'

/** Every event, those that are asked for first: its URL, whether it was saved, whether it comes. */
export function EventChecklist({ webhooks }: { readonly webhooks: Schemas['WebhooksAnswer'] }) {
  const { connection, events, days } = webhooks
  const columns: readonly Column<WebhookState>[] = [
    {
      title: 'Event',
      cell: ({ event }) => (
        <>
          <Text size="sm" fw={500} style={{ whiteSpace: 'nowrap' }}>
            {eventInWords(event)}
          </Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {event}
          </Text>
        </>
      ),
    },
    { title: 'State', cell: ({ state }) => <StateBadge state={state} /> },
    { title: 'URL', cell: ({ url, event }) => <WebhookUrl url={url} label={`Copy the URL of ${eventInWords(event)}`} /> },
    { title: 'Saved', cell: ({ lastPingAt }) => <Ago at={lastPingAt} /> },
    { title: 'Last arrival', cell: ({ lastArrivalAt }) => <Ago at={lastArrivalAt} /> },
    {
      title: `In ${days} days`,
      isFigure: true,
      cell: ({ arrivals, event }) =>
        arrivals === 0 ? (
          '0'
        ) : (
          <Anchor
            size="sm"
            aria-label={`${count(arrivals)} deliveries of ${eventInWords(event)}`}
            renderRoot={(props) => <Link {...props} to="/deliveries" search={{ connection, event }} />}
          >
            {count(arrivals)}
          </Anchor>
        ),
    },
    { title: 'What is wrong', cell: (event) => <Doubts event={event} days={days} /> },
  ]
  const parts = [
    { title: 'Asked for', of: events.filter(({ isAskedFor }) => isAskedFor) },
    { title: 'Of use as well', of: events.filter(({ isAskedFor }) => !isAskedFor) },
  ]
  return parts.map(({ title, of }) => (
    <section key={title} aria-label={title}>
      <Title order={2} size="h4" mt="xl" mb="sm">
        {title} <Text span c="dimmed">{`(${of.length})`}</Text>
      </Title>
      <DataTable label={`Webhooks: ${title}`} columns={columns} rows={of} keyOf={({ event }) => event} empty="There is none." />
    </section>
  ))
}

/** A URL to be pasted into Greenhouse. */
export function WebhookUrl({ url, label }: { readonly url: string; readonly label: string }) {
  return (
    <span className={classes.url}>
      <span className={classes.path} title={url}>
        <bdi>{url}</bdi>
      </span>
      <Copy value={url} label={label} />
    </span>
  )
}

function Doubts({ event, days }: { readonly event: WebhookState; readonly days: number }) {
  const now = useNow()
  const doubts = doubtsInWords(event, days, (at) => distance(Date.parse(at), now))
  if (doubts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        nothing
      </Text>
    )
  return (
    <ul className={classes.doubts}>
      {doubts.map((doubt) => (
        <li key={doubt}>{doubt}</li>
      ))}
    </ul>
  )
}
