import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** A service's figures. Asking twice for a name gives the same figure. Names begin with `trellis_` and follow Prometheus' conventions. */
export class Metrics {
  readonly registry = new Registry()
  private readonly readers: (() => void)[] = []

  constructor(service?: string) {
    if (service !== undefined) this.registry.setDefaultLabels({ service })
    collectDefaultMetrics({ register: this.registry })
  }

  counter<L extends string>(name: `trellis_${string}`, help: string, labelNames: readonly L[] = []): Counter<L> {
    const known = this.registry.getSingleMetric(name)
    return known instanceof Counter ? known : new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  gauge<L extends string>(name: `trellis_${string}`, help: string, labelNames: readonly L[] = []): Gauge<L> {
    const known = this.registry.getSingleMetric(name)
    return known instanceof Gauge ? known : new Gauge({ name, help, labelNames, registers: [this.registry] })
  }

  histogram<L extends string>(
    name: `trellis_${string}`,
    help: string,
    labelNames: readonly L[] = [],
    buckets: readonly number[] = SECONDS,
  ): Histogram<L> {
    const known = this.registry.getSingleMetric(name)
    return known instanceof Histogram
      ? known
      : new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [this.registry] })
  }

  /** Called before each reading, to set what is only known then. */
  beforeReading(reader: () => void): void {
    this.readers.push(reader)
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    for (const reader of this.readers) reader()
    return this.registry.metrics()
  }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
