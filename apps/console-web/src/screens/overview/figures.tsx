import type { ReactNode } from 'react'
import type { Status } from '../../api/status-query.js'
import { Ago } from '../../components/ago.js'
import { Count } from '../../components/count.js'
import classes from './overview.module.css'

/** The few figures that say whether it lives. */
export function Figures({ status: { tables, generation, rawEvents, lag, connections } }: { readonly status: Status }) {
  const rows = generation === null || tables === null ? null : tables.reduce((total, { live }) => total + live, 0)
  const behind = Math.max(0, ...lag.map(({ records }) => records))
  const webhooks = connections.flatMap(({ newestWebhook }) => (newestWebhook ? [newestWebhook.arrivedAtMs] : []))
  return (
    <dl className={classes.figures}>
      <Figure name="Rows in the tables">
        <Count value={rows} />
      </Figure>
      <Figure name="Events kept">
        <Count value={rawEvents} />
      </Figure>
      <Figure name="Furthest behind, records">
        <Count value={behind} />
      </Figure>
      <Figure name="Newest webhook">
        <Ago at={webhooks.length > 0 ? Math.max(...webhooks) : null} never="none yet" />
      </Figure>
    </dl>
  )
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
