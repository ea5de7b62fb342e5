import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { usePerson } from '../../api/session.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { openAlertsQuery } from './alert-queries.js'
import { Channels } from './channels.js'
import { OpenAlerts } from './open-alerts.js'
import { PastAlerts } from './past-alerts.js'
import { Rules } from './rules.js'

/** What is wrong, where that is sent, what was wrong, and what is looked at. */
export function Alerts() {
  const open = useQuery(openAlertsQuery)
  const isAdmin = usePerson()?.role === 'admin'
  return (
    <>
      <PageHeader
        title="Alerts"
        about="An alert comes once when something begins to be wrong, and once when it is over. The console looks every 15 seconds."
        aside={
          <>
            <RefreshAge query={open} />
            <CommandHint command="npm run trellis -- alerts list" />
          </>
        }
      />
      {open.data === undefined && <ErrorNotice error={open.error} onRetry={() => void open.refetch()} />}
      <Stack gap="xl">
        <section aria-labelledby="open-alerts">
          <Title order={2} id="open-alerts" mb="sm">
            Open now
          </Title>
          {open.data?.isWatched === false && (
            <Alert variant="light" color="gray" mb="sm" title="No console looks at the moment">
              Alerts that are shown may be over, and new ones do not come. A console that was just started looks within a minute;
              if this stays, read its log.
            </Alert>
          )}
          {(open.data !== undefined || open.error === null) && <OpenAlerts alerts={open.data?.alerts} />}
        </section>
        <section aria-labelledby="channels">
          {isAdmin ? (
            <Channels />
          ) : (
            <>
              <Title order={2} id="channels" mb="sm">
                Where alerts are sent
              </Title>
              <Text size="sm" c="dimmed">
                Admins see and change that. Ask one to add your address, if alerts should reach you.
              </Text>
            </>
          )}
        </section>
        <section aria-labelledby="past-alerts">
          <Group justify="space-between" mb="sm">
            <Title order={2} id="past-alerts">
              What was
            </Title>
            <CommandHint command="npm run trellis -- alerts list --past" />
          </Group>
          <PastAlerts />
        </section>
        <section aria-labelledby="rules">
          <Title order={2} id="rules" mb="sm">
            What is looked at
          </Title>
          <Rules open={open.data?.alerts} />
        </section>
      </Stack>
    </>
  )
}
