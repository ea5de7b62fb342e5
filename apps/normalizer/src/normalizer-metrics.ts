import { PROBLEM_CODES } from '@trellis/pipeline'
import { Metrics } from '@trellis/runtime'
import type { NormalizedBatch } from './normalize-batch.js'

/** The most names that bodies may bring into the figures; further ones are counted together. */
const MAX_NAMES = 1_000

/** Counters of what was read: by topic, problem code, unknown name, column and action; never a value. */
export class NormalizerMetrics {
  private readonly events
  private readonly problems
  private readonly unknown
  private readonly replaced
  private readonly names = new Set<string>()
  private readonly ignored
  private readonly unclaimed
  private readonly withheld

  constructor(metrics: Metrics) {
    this.events = metrics.counter('trellis_normalizer_messages_total', 'Messages appended, by topic.', ['topic'])
    this.problems = metrics.counter('trellis_normalizer_problems_total', 'Bodies or parts of bodies that could not be read.', [
      'code',
    ])
    // The first of a series that was not there before is no growth to Prometheus.
    for (const code of PROBLEM_CODES) this.problems.inc({ code }, 0)
    this.unknown = metrics.counter(
      'trellis_normalizer_unknown_names_total',
      'Names in listed records and webhooks that no column reads.',
      ['name'],
    )
    this.replaced = metrics.counter('trellis_normalizer_replaced_cells_total', 'Cells in which a character was replaced.', [
      'column',
    ])
    this.ignored = metrics.counter('trellis_normalizer_left_alone_total', 'Webhooks whose action is ignored on purpose.', [
      'action',
    ])
    this.unclaimed = metrics.counter('trellis_normalizer_unclaimed_total', 'Webhooks whose action no resource claims.', [
      'action',
    ])
    this.withheld = metrics.counter(
      'trellis_normalizer_withheld_cells_total',
      'Cells that a privacy switch leaves out; an event that is left out whole counts at least once.',
      ['connection', 'resource'],
    )
  }

  count({ messages, problems, unknown, replaced, ignored, withheld }: NormalizedBatch): void {
    for (const [topic, { length }] of messages) this.events.inc({ topic }, length)
    for (const { code, cause } of problems) {
      this.problems.inc({ code })
      if (code === 'unknown_action') this.unclaimed.inc({ action: this.nameOf(wordOf(cause.action)) })
    }
    for (const [name, times] of unknown) this.unknown.inc({ name: this.nameOf(name) }, times)
    for (const [column, times] of replaced) this.replaced.inc({ column }, times)
    for (const [action, times] of ignored) this.ignored.inc({ action }, times)
    for (const { connection, resource, cells } of withheld)
      this.withheld.inc({ connection: this.nameOf(connection), resource }, Math.max(1, cells))
  }

  private nameOf(name: string): string {
    if (this.names.size < MAX_NAMES) this.names.add(name)
    return this.names.has(name) ? name : 'other'
  }
}

/** An action becomes a figure's label: one that looks like none is not repeated. */
function wordOf(action: string | undefined): string {
  return action !== undefined && /^\w{1,60}$/.test(action) ? action : '?'
}
