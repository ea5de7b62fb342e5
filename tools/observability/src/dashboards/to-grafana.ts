import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common'
import {
  DashboardCursorSync,
  DatasourceVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Panel as GrafanaPanel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as NumberBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Board, Panel } from './board.js'

/** Which Prometheus is read is chosen in the dashboard. */
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' }

/** Of 24 columns. */
const SIZES = { lines: { w: 8, h: 8 }, number: { w: 4, h: 4 } }
const COLUMNS = 24

/**
 * A dashboard in Grafana's classic format, which a file that is provisioned has in every version of Grafana; the newer one is for its API alone. The
 * same board gives the same text.
 */
export function toGrafana({ id, title, about, rows }: Board): object {
  const panels: (GrafanaPanel | RowPanel)[] = []
  let y = 0
  for (const row of rows) {
    panels.push(
      new RowBuilder(row.title)
        .id(panels.length + 1)
        .gridPos({ x: 0, y, w: COLUMNS, h: 1 })
        .build(),
    )
    y += 1
    let x = 0
    const height = Math.max(...row.panels.map(({ kind }) => SIZES[kind].h))
    for (const panel of row.panels) {
      const { w, h } = SIZES[panel.kind]
      if (x + w > COLUMNS) [x, y] = [0, y + height]
      panels.push({ ...panelOf(panel), id: panels.length + 1, gridPos: { x, y, w, h } })
      x += w
    }
    y += height
  }
  return {
    ...{ uid: id, title, description: about, tags: ['trellis'], editable: false, schemaVersion: 42 },
    ...{ time: { from: 'now-6h', to: 'now' }, refresh: '30s', timezone: 'browser', graphTooltip: DashboardCursorSync.Crosshair },
    templating: { list: [new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus').build()] },
    panels,
  }
}

function panelOf(panel: Panel): GrafanaPanel {
  return (panel.kind === 'number' ? numberOf(panel) : linesOf(panel)).build()
}

function linesOf({ title, about, unit, queries }: Panel): LinesBuilder {
  const builder = new LinesBuilder()
    .title(title)
    .description(about)
    .datasource(DATASOURCE)
    .unit(unit)
    .axisSoftMin(0)
    .fillOpacity(8)
    .showPoints(VisibilityMode.Never)
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, index).range())
  return builder
}

function numberOf({ title, about, unit, limit = 0, queries }: Panel): NumberBuilder {
  const steps = [
    { value: null, color: 'green' },
    { value: limit, color: 'red' },
  ]
  const builder = new NumberBuilder()
    .title(title)
    .description(about)
    .datasource(DATASOURCE)
    .unit(unit)
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps))
  for (const [index, query] of queries.entries()) builder.withTarget(target(query, index).instant())
  return builder
}

function target({ expr, legend }: Panel['queries'][number], index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
}
