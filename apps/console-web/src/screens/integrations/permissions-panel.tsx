import { Alert, Button, Group, Progress, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { permissionsQuery, useCheckPermissions, type Permissions } from './connection-queries.js'
import { permissionVerdict } from './permission-verdict.js'

type PermissionGroup = Permissions['groups'][number]

const WORDS: Readonly<Record<PermissionGroup['state'], string>> = {
  waiting: 'not answered yet',
  granted: 'granted',
  partly: 'partly missing',
  missing: 'missing',
  unclear: 'no clear answer',
  'left out': 'not asked: left out by your privacy settings',
}

const COLORS = { good: 'green', busy: 'blue', warn: 'yellow', bad: 'red', idle: 'gray' } as const

const COLUMNS: readonly Column<PermissionGroup>[] = [
  { title: 'Permission', cell: ({ group }) => group },
  { title: 'State', cell: ({ state }) => WORDS[state] },
  {
    title: 'What stays empty',
    cell: ({ emptyTables, missingScopes, costs }) =>
      emptyTables.length === 0 ? (
        '–'
      ) : (
        <>
          <Text size="sm">{costs}</Text>
          <Text size="xs" c="dimmed">
            Tables: {emptyTables.join(', ')}
          </Text>
          <Text size="xs" c="dimmed">
            Scopes to add: {missingScopes.join(', ')}
          </Text>
        </>
      ),
  },
]

/** What the credential may read, as Greenhouse answers it. */
export function PermissionsPanel({ id, mayCheck }: { readonly id: string; readonly mayCheck: boolean }) {
  const permissions = useQuery(permissionsQuery(id))
  const check = useCheckPermissions(id)
  const { data } = permissions
  const verdict = data && permissionVerdict(data)
  return (
    <section aria-labelledby="permissions">
      <Group justify="space-between" mt="xl" mb="sm">
        <Title order={2} id="permissions">
          Permissions
        </Title>
        <Group gap="sm">
          <RefreshAge query={permissions} />
          {mayCheck && (
            <Button
              variant="default"
              size="xs"
              loading={check.isPending}
              disabled={data?.state === 'asking'}
              onClick={() => check.mutate()}
            >
              {data?.state === 'never' ? 'Ask Greenhouse' : 'Check again'}
            </Button>
          )}
        </Group>
      </Group>
      <ErrorNotice error={check.error ?? permissions.error} />
      {data && verdict && (
        <Alert
          role="status"
          variant="light"
          color={COLORS[verdict.tone]}
          styles={{ label: { color: 'var(--mantine-color-text)' } }}
          title={verdict.title}
          mb="md"
        >
          <Text size="sm">{verdict.what}</Text>
          {data.state === 'asking' && (
            <Progress mt="sm" value={(data.asked / Math.max(1, data.total)) * 100} aria-label="Answers so far" />
          )}
        </Alert>
      )}
      {data && data.state !== 'never' && (
        <DataTable
          label="Permission groups"
          columns={COLUMNS}
          rows={byNeed(data.groups)}
          keyOf={({ group }) => group}
          empty="–"
        />
      )}
    </section>
  )
}

const FIRST: readonly PermissionGroup['state'][] = ['missing', 'partly', 'unclear', 'waiting', 'granted', 'left out']

/** What needs an admin comes first. */
function byNeed(groups: readonly PermissionGroup[]): readonly PermissionGroup[] {
  return groups.toSorted((a, b) => FIRST.indexOf(a.state) - FIRST.indexOf(b.state))
}
