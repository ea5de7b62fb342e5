import { Group, Skeleton, Text } from '@mantine/core'
import type { Schemas } from '../../api/client.js'
import { Ago } from '../../components/ago.js'
import { DataTable } from '../../components/data-table.js'
import { factInWords, SEVERITIES } from './alert-in-words.js'
import type { Alert } from './alert-queries.js'
import classes from './alerts.module.css'

/** What is wrong now: undefined until it is known. */
export function OpenAlerts({ alerts }: { readonly alerts: readonly Alert[] | undefined }) {
  if (alerts === undefined) return <Skeleton height={72} radius="lg" aria-busy="true" />
  if (alerts.length === 0)
    return (
      <DataTable
        label="Open alerts"
        columns={[]}
        rows={[]}
        keyOf={() => ''}
        empty="Nothing is wrong, as far as can be seen from here. What is looked at stands below."
      />
    )
  return (
    <ul className={classes.alerts}>
      {alerts.map((alert) => (
        <OpenAlert key={alert.id} alert={alert} />
      ))}
    </ul>
  )
}

function OpenAlert({ alert }: { readonly alert: Alert }) {
  const { severity, title, connection, connectionName, since, facts, remedy, who } = alert
  const { word, tone } = SEVERITIES[severity]
  return (
    <li className={classes.alert} data-tone={tone}>
      <Group justify="space-between" gap="xs" mb={2}>
        <span className={classes.severity} data-tone={tone}>
          {word}
        </span>
        <Text size="xs" c="dimmed">
          began <Ago at={since} />
        </Text>
      </Group>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        {connectionName ?? connection ?? 'The whole installation'}
      </Text>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>
                <FactValue {...fact} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Text size="sm" mt={6}>
        {remedy}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        Who can do it: {who}
      </Text>
    </li>
  )
}

function FactValue({ at, ...fact }: Schemas['AlertFactAnswer']) {
  return at === null ? <>{factInWords(fact)}</> : <Ago at={at} />
}
