import { Anchor, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { statusQuery } from '../../api/status-query.js'
import { CommandHint } from '../../components/command-hint.js'
import { ErrorNotice } from '../../components/error-notice.js'
import { PageHeader } from '../../components/page-header.js'
import { RefreshAge } from '../../components/refresh-age.js'
import { FindingCard } from './finding-card.js'
import { findings } from './findings.js'
import { Figures } from './figures.js'
import { verdict } from './verdict.js'
import classes from './overview.module.css'

/** Is anything lost, or only late? */
export function Overview() {
  const status = useQuery(statusQuery)
  const found = status.data ? findings(status.data) : undefined
  const said = status.data && found ? verdict(status.data, found) : undefined
  return (
    <>
      <PageHeader
        title="Overview"
        about="Is anything lost, or only late?"
        aside={
          <>
            <RefreshAge query={status} />
            <CommandHint command="npm run trellis -- status" />
          </>
        }
      />
      {status.data === undefined && <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />}
      {status.data === undefined && status.error === null && <Skeleton height={120} radius="lg" aria-busy="true" />}
      {status.data && said && (
        <Stack gap="lg">
          <section className={classes.verdict} data-tone={said.tone} aria-label="How it stands">
            <Title order={2}>{said.title}</Title>
            <Text c="dimmed">{said.about}</Text>
          </section>
          <Figures status={status.data} />
          {found && found.length > 0 && (
            <section aria-labelledby="findings">
              <Title order={2} id="findings" mb="sm">
                What to know
              </Title>
              <SimpleGrid component="ul" className={classes.findings} cols={{ base: 1, lg: 2 }} spacing="sm">
                {found.map((finding) => (
                  <FindingCard key={finding.id} finding={finding} />
                ))}
              </SimpleGrid>
            </section>
          )}
          <Text size="sm" c="dimmed">
            Every resource, with what was read and how fresh it is, is on{' '}
            <Anchor component={Link} to="/sync" inherit underline="always">
              Sync
            </Anchor>
            .
          </Text>
        </Stack>
      )}
    </>
  )
}
