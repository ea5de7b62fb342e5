/** What one line of a panel shows. `legend` may name labels: `{{topic}}`. */
export interface Query {
  readonly expr: string
  readonly legend: string
}

/** A panel of a dashboard; `unit` is one of Grafana's. */
export interface Panel {
  readonly title: string
  readonly about: string
  readonly kind: 'lines' | 'number'
  readonly unit: 'short' | 's' | 'bytes' | 'percentunit' | 'reqps' | 'cps' | 'none'
  readonly queries: readonly Query[]
  /** Beyond it a number is red. */
  readonly limit?: number
}

/** A dashboard before Grafana's format: rows of panels. */
export interface Board {
  /** The file's name, and the dashboard's id. */
  readonly id: string
  readonly title: string
  readonly about: string
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[]
}

/** Lines over time. */
export function lines(
  title: string,
  unit: Panel['unit'],
  about: string,
  ...queries: readonly (readonly [expr: string, legend: string])[]
): Panel {
  return { title, about, kind: 'lines', unit, queries: queries.map(([expr, legend]) => ({ expr, legend })) }
}

/** One number, red beyond its limit. */
export function number(title: string, unit: Panel['unit'], about: string, expr: string, limit: number): Panel {
  return { title, about, kind: 'number', unit, limit, queries: [{ expr, legend: '' }] }
}

/** A quantile of a histogram over the panel's interval, of all series or of those that are selected (`{topic="a"}`). */
export function quantile(q: number, histogram: string, selector = '', ...by: readonly string[]): string {
  return `histogram_quantile(${q}, sum by (${['le', ...by].join(', ')}) (rate(${histogram}_bucket${selector}[$__rate_interval])))`
}

/** A counter's growth a second, summed up by labels. */
export function perSecond(counter: string, ...by: readonly string[]): string {
  return `sum by (${by.join(', ')}) (rate(${counter}[$__rate_interval]))`
}
