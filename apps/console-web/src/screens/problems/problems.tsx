import { Anchor, Badge, Button, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { usePerson } from '../../api/session.js'
import { Ago } from '../../components/ago.js'
import { CommandHint } from '../../components/command-hint.js'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { count } from '../../components/in-words.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { Unknown } from '../../components/unknown.js'
import { filterAsOptions, placeInWords, problemInWords } from './problem-in-words.js'
import { problemsQuery, type Problem, type ProblemGroup } from './problem-queries.js'
import { ReplayDialog } from './replay-dialog.js'
import { Replays } from './replays.js'
import { ShownProblem } from './shown-problem.js'

const route = getRouteApi('/shell/problems')

const GROUPS: readonly Column<ProblemGroup>[] = [
  {
    title: 'What',
    cell: ({ connection, code, resource }) => (
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link
            {...props}
            from="/problems"
            to="/problems"
            search={({ which }) => ({ connection, code, ...(resource !== null && { resource }), ...(which && { which }) })}
          />
        )}
      >
        {problemInWords(code)}
      </Anchor>
    ),
  },
  { title: 'Resource', cell: ({ resource }) => resource ?? <Unknown>none</Unknown> },
  { title: 'Connection', cell: ({ connection }) => connection },
  { title: 'Problems', isFigure: true, cell: ({ problems }) => count(problems) },
  { title: 'First seen', cell: ({ oldestAt }) => <Ago at={oldestAt} /> },
  { title: 'Last seen', cell: ({ newestAt }) => <Ago at={newestAt} /> },
]

const PROBLEMS: readonly Column<Problem>[] = [
  {
    title: 'About',
    cell: (problem) => (
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link {...props} from="/problems" to="/problems" search={(now) => ({ ...now, selected: problem.id })} />
        )}
      >
        {placeInWords(problem)}
      </Anchor>
    ),
  },
  { title: 'What', cell: ({ code }) => problemInWords(code) },
  { title: 'Came by', cell: ({ kind, action }) => (action === null ? kind : `${kind} ${action}`) },
  { title: 'Seen', cell: ({ seenAt }) => <Ago at={seenAt} /> },
  { title: 'Resolved', cell: ({ resolvedAt }) => (resolvedAt === null ? 'open' : <Ago at={resolvedAt} />) },
]

/** What could not be read, in groups and one by one. */
export function Problems() {
  const { selected, which = 'open', ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const isAdmin = usePerson()?.role === 'admin'
  const [isPlanning, planning] = useDisclosure(false)
  const problems = useInfiniteQuery(problemsQuery(filter, which))
  const [first] = problems.data?.pages ?? []
  const narrowed = Object.values(filter)
  return (
    <>
      <PageHeader
        title="Problems"
        about="What came from Greenhouse and could not be read. The raw events are kept, so nothing of it is lost: they can be read again."
        aside={
          <>
            <RefreshAge query={problems} />
            <CommandHint command={`npm run trellis -- problems list${filterAsOptions({ ...filter, which })}`} />
          </>
        }
      />
      {problems.data === undefined && <ErrorNotice error={problems.error} onRetry={() => void problems.refetch()} />}
      <Group justify="space-between" mb="md" gap="sm">
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="Which problems"
            value={which}
            data={[
              { value: 'open', label: first ? `Open (${count(first.open)})` : 'Open' },
              { value: 'all', label: 'With resolved ones' },
            ]}
            onChange={(value) =>
              void navigate({ search: ({ which: _, ...now }) => ({ ...now, ...(value === 'all' && { which: 'all' as const }) }) })
            }
          />
          {narrowed.map((value) => (
            <Badge key={value} variant="default" tt="none" fw={500}>
              {value === filter.code ? problemInWords(value) : value}
            </Badge>
          ))}
          {narrowed.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => void navigate({ search: which === 'all' ? { which: 'all' } : {} })}
            >
              Show all groups
            </Button>
          )}
        </Group>
        {isAdmin && (
          <Button size="xs" onClick={planning.open} disabled={first?.open === 0}>
            {narrowed.length > 0 ? 'Read these again…' : 'Read all open ones again…'}
          </Button>
        )}
      </Group>
      <Replays isAdmin={isAdmin} />
      {narrowed.length === 0 && (
        <>
          <Title order={2} mb="sm">
            Groups
          </Title>
          <DataTable
            label="Groups of problems"
            columns={GROUPS}
            rows={first?.groups}
            keyOf={({ connection, code, resource }) => `${connection} ${code} ${resource ?? ''}`}
            empty={which === 'open' ? 'Nothing is open: everything that came could be read.' : 'There has been no problem yet.'}
          />
          <Title order={2} mt="xl" mb="sm">
            One by one, the newest first
          </Title>
        </>
      )}
      <DataTable
        label="Problems, the newest first"
        columns={PROBLEMS}
        rows={problems.data?.pages.flatMap((page) => page.problems)}
        keyOf={({ id }) => id}
        empty={narrowed.length > 0 ? 'No problem matches this filter.' : 'There is none.'}
      />
      {problems.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={problems.isFetchingNextPage} onClick={() => void problems.fetchNextPage()}>
            Show older ones
          </Button>
        </Group>
      )}
      {!isAdmin && (
        <Text size="xs" c="dimmed" mt="md">
          Reading them again is for admins.
        </Text>
      )}
      {isPlanning && <ReplayDialog filter={filter} onClose={planning.close} />}
      {selected !== undefined && (
        <ShownProblem key={selected} id={selected} onClose={() => void navigate({ search: ({ selected: _, ...now }) => now })} />
      )}
    </>
  )
}
