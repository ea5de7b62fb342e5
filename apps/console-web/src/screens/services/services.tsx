import { Anchor, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { Count } from '../../components/count.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { StateBadge } from '../../components/state-badge.js'
import { Unknown } from '../../components/unknown.js'
import { doesInWords, healthInWords, lifeOf, stateOf, versionsInWords, whyInWords } from './service-in-words.js'
import { servicesQuery, type Service, type ServiceProcess } from './services-query.js'
import { ShownSettings } from './shown-settings.js'

const route = getRouteApi('/shell/services')

const SERVICES: readonly Column<Service>[] = [
  {
    title: 'Service',
    cell: ({ service }) => (
      <>
        <Text size="sm" fw={500}>
          {service}
        </Text>
        <Text size="xs" c="dimmed">
          {doesInWords(service)}
        </Text>
      </>
    ),
  },
  {
    title: 'State',
    cell: (service) => {
      const why = whyInWords(service)
      return (
        <>
          <StateBadge state={stateOf(service.state)} />
          {why !== undefined && (
            <Text size="xs" c="dimmed" mt={2} maw={320}>
              {why}
            </Text>
          )}
        </>
      )
    },
  },
  { title: 'Version', cell: ({ processes }) => versionsInWords(processes) ?? <Unknown /> },
  { title: 'Running', isFigure: true, cell: ({ processes }) => processes.filter((each) => lifeOf(each) === 'runs').length },
  {
    title: 'Records behind',
    isFigure: true,
    cell: ({ isReader, behind }) => (isReader ? <Count value={behind} /> : <Unknown>reads none</Unknown>),
  },
]

interface Row extends ServiceProcess {
  readonly service: string
}

const PROCESSES: readonly Column<Row>[] = [
  { title: 'Service', cell: ({ service }) => service },
  {
    title: 'Host and process',
    cell: ({ service, instance, settings }) =>
      settings === null ? (
        instance
      ) : (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} from="/services" to="/services" search={{ service, instance }} />}
        >
          {instance}
        </Anchor>
      ),
  },
  { title: 'Version', cell: ({ version }) => version },
  { title: 'Since', cell: ({ startedAt }) => <Ago at={startedAt} /> },
  { title: 'Last seen', cell: ({ seenAt }) => <Ago at={seenAt} /> },
  {
    title: 'Health',
    cell: (process) => (lifeOf(process) === 'ended' ? <Unknown>{healthInWords(process)}</Unknown> : healthInWords(process)),
  },
]

/** Which processes run, since when, in which version, and how far readers of the log are behind. */
export function Services() {
  const services = useQuery(servicesQuery)
  const { service, instance } = route.useSearch()
  const navigate = route.useNavigate()
  const all = services.data?.services
  const processes = all?.flatMap((each) => each.processes.map((one): Row => ({ ...one, service: each.service })))
  const selected = processes?.find((each) => each.service === service && each.instance === instance)
  return (
    <>
      <PageHeader
        title="Services"
        about="The processes that Trellis consists of. Each notes in the database every ten seconds that it runs and what it waits for; one that has not done so for 40 seconds is silent."
        aside={
          <>
            <RefreshAge query={services} />
            <CommandHint command="npm run trellis -- services" />
          </>
        }
      />
      {all === undefined && <ErrorNotice error={services.error} onRetry={() => void services.refetch()} />}
      {(all !== undefined || services.error === null) && (
        <>
          <DataTable label="Services" columns={SERVICES} rows={all} keyOf={(each) => each.service} empty="There is no service." />
          <Title order={2} mt="xl" mb="sm">
            Processes
          </Title>
          <DataTable
            label="Processes of the services"
            columns={PROCESSES}
            rows={processes}
            keyOf={(each) => `${each.service} ${each.instance}`}
            empty="No process has been seen yet. A service notes that it runs once it reaches the database."
          />
          {processes !== undefined && processes.length > 0 && (
            <Text size="xs" c="dimmed" mt="sm">
              {processes.some(({ settings }) => settings !== null)
                ? 'A process shows its configuration, without secrets, when it is opened.'
                : 'Configuration is shown to admins.'}
            </Text>
          )}
        </>
      )}
      {selected?.settings && (
        <ShownSettings process={selected} settings={selected.settings} onClose={() => void navigate({ search: {} })} />
      )}
    </>
  )
}
