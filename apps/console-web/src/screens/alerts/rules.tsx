import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { DataTable, type Column } from '../../components/data-table.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { StateBadge } from '../../components/state-badge.js'
import { asSentence, SEVERITIES } from './alert-in-words.js'
import { alertRulesQuery, type Alert, type AlertRule } from './alert-queries.js'

/** What is looked at, with its limits, and what may be found; `open` are the alerts that are open, undefined until they are known. */
export function Rules({ open }: { readonly open: readonly Alert[] | undefined }) {
  const rules = useQuery(alertRulesQuery)
  const columns: readonly Column<AlertRule>[] = [
    { title: 'Looks at', cell: ({ looksAt }) => <Text size="sm">{asSentence(looksAt)}</Text> },
    {
      title: 'May say',
      cell: ({ alerts }) =>
        alerts.map(({ code, title, severity }) => (
          <Text key={code} size="sm">
            {title}{' '}
            <Text span size="xs" c="dimmed">
              {SEVERITIES[severity].word.toLowerCase()}
            </Text>
          </Text>
        )),
    },
    { title: 'Now', cell: ({ rule }) => <RuleState open={open} rule={rule} /> },
  ]
  return (
    <>
      <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />
      {(rules.data !== undefined || rules.error === null) && (
        <DataTable
          label="What is looked at"
          columns={columns}
          rows={rules.data?.rules}
          keyOf={({ rule }) => rule}
          empty="Nothing is looked at."
        />
      )}
    </>
  )
}

function RuleState({ open, rule }: { readonly open: readonly Alert[] | undefined; readonly rule: string }) {
  if (open === undefined) return <StateBadge state="unknown" />
  const found = open.filter((alert) => alert.rule === rule).length
  return <span style={{ whiteSpace: 'nowrap' }}>{found === 0 ? 'nothing' : `${found} open`}</span>
}
