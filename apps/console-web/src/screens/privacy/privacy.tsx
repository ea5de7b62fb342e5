import { Alert, Anchor, List, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson } from '../../api/session.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { Held } from './held.js'
import { leftOutWith, namesInWords, type SwitchName } from './privacy-in-words.js'
import { PrivacyPlan } from './privacy-plan.js'
import { heldQuery, privacyQuery, type PrivacyChange } from './privacy-queries.js'
import { ToRebuild } from '../../components/to-rebuild.js'
import { SwitchPanel } from './switch-panel.js'
import { Withheld } from './withheld.js'

const route = getRouteApi('/shell/integrations/greenhouse/$id/privacy')

/** What is not read of a connection. */
export function Privacy() {
  const { id } = route.useParams()
  const isAdmin = usePerson()?.role === 'admin'
  const privacy = useQuery(privacyQuery(id))
  const { data } = privacy
  const isOff = data?.switches.some((each) => each.isOff) === true
  const held = useQuery(heldQuery(id, isOff))
  const [wanted, setWanted] = useState<readonly SwitchName[]>()
  const [done, setDone] = useState<PrivacyChange>()
  return (
    <>
      <PageHeader
        title="Privacy"
        about={`What is not read of the connection ${id}. What is left out is in no table, topic, history or problem.`}
        aside={
          <>
            <RefreshAge query={privacy} />
            <CommandHint command={`npm run trellis -- connections privacy ${id}`} />
          </>
        }
      />
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/integrations/greenhouse/$id" params={{ id }} />}>
        The connection
      </Anchor>
      {data === undefined && <ErrorNotice error={privacy.error} onRetry={() => void privacy.refetch()} />}
      {data === undefined && privacy.error === null && <Skeleton height={240} aria-busy />}
      {data && (
        <>
          {!data.isEditable && (
            <Alert variant="light" color="gray" title="Not changed here" my="md">
              Variables of the services describe this connection, or it was removed. Where Trellis is deployed,
              GREENHOUSE_LEAVE_OUT says what is left out.
            </Alert>
          )}
          {done && <Changed change={done} onClose={() => setDone(undefined)} />}
          {data.switches.map((each) => (
            <SwitchPanel
              key={each.name}
              {...each}
              mayChange={isAdmin && data.isEditable}
              onChange={(isRead) => setWanted(leftOutWith(data.switches, each.name, isRead))}
            />
          ))}
          <Raw />
          {(isOff || data.withheld.length > 0) && <Withheld withheld={data.withheld} />}
          {isOff && (
            <section aria-labelledby="held">
              <Title order={2} size="h4" mt="xl" mb="sm" id="held">
                What tables still hold
              </Title>
              {held.data === undefined && <ErrorNotice error={held.error} onRetry={() => void held.refetch()} />}
              <Held held={held.data?.held} />
              {held.data !== undefined && held.data.held.length > 0 && (
                <>
                  <Text size="sm" my="sm">
                    They were read before it was turned off. A rebuild makes the tables without them; then <b>rebuild drop</b>{' '}
                    takes each older generation away.
                  </Text>
                  <ToRebuild />
                </>
              )}
            </section>
          )}
        </>
      )}
      {wanted && (
        <PrivacyPlan
          id={id}
          leaveOut={wanted}
          onClose={() => setWanted(undefined)}
          onDone={(change) => {
            setDone(change)
            setWanted(undefined)
          }}
        />
      )}
    </>
  )
}

/** What no switch changes. */
function Raw() {
  return (
    <Alert variant="light" color="yellow" title="Raw keeps what Greenhouse sent" mt="lg">
      <List size="sm" spacing={4}>
        <List.Item>
          The bodies of webhooks, and the records of collections that are asked for, stay on <b>greenhouse.raw</b> as they came,
          pay and demographics included, until they are erased.
        </List.Item>
        <List.Item>Raw’s own role alone can read them there; in the console that is the right to raw bodies.</List.Item>
        <List.Item>
          What must not even be there has to be kept back in Greenhouse: by the rights of the acting user, and by the webhooks
          that are turned on. Private candidates and confidential jobs are kept back that way too.
        </List.Item>
      </List>
    </Alert>
  )
}

function Changed({ change, onClose }: { readonly change: PrivacyChange; readonly onClose: () => void }) {
  const { turnsOff, turnsOn, backfill } = change
  const title = turnsOff.length > 0 ? `${namesInWords(turnsOff)}: not read any more` : `${namesInWords(turnsOn)}: read again`
  return (
    <Alert variant="light" title={title} my="md" withCloseButton closeButtonLabel="Close" onClose={onClose} role="status">
      <Text size="sm">The services follow within seconds.</Text>
      {backfill.length > 0 && (
        <Text size="sm">
          Being listed whole: {backfill.join(', ')}. How far that is stands under{' '}
          <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/sync" />}>
            Sync
          </Anchor>
          .
        </Text>
      )}
      {turnsOn.length > 0 && (
        <>
          <Text size="sm" mb="xs">
            What raw holds of it comes with a rebuild:
          </Text>
          <ToRebuild />
        </>
      )}
    </Alert>
  )
}
