/** Values of the same thing, one per run, in the order of the runs. */
export interface Runs {
  readonly what: string
  readonly unit: string
  readonly values: readonly number[]
}

/** What a figure has to reach: at least or at most so much, by the median of its runs, or by what nineteen of twenty runs keep to. */
interface Target {
  readonly of: 'ours' | 'ratio' | 'p95 of ours'
  readonly is: 'at least' | 'at most'
  readonly value: number
  /** Where it is missed, the bench ends with 1. */
  readonly isDemanded?: boolean
}

/** One figure: ours, what bounds it or what one would use instead, and the ratio of both, pair by pair. */
export interface Figure {
  /** Names the figure, such as `P1 throughput`. */
  readonly name: string
  readonly ours: Runs
  readonly beside?: Runs
  /** Ours ÷ beside, of the runs made back to back. */
  readonly ratio?: readonly number[]
  readonly target?: Target
  /** How large the load was, and what that counts. */
  readonly size?: number
  readonly counts?: string
  /** What the whole load took, in seconds: how it grows with the size is measured. */
  readonly cost?: Cost
  /** The costs at several sizes, where the figure is how they grow. */
  readonly points?: readonly Point[]
}

/** What a load took. */
export interface Cost {
  readonly what: string
  readonly seconds: number
}

/** The cost of a load of one size. */
export interface Point {
  readonly size: number
  readonly cost: number
}

/** Minimum, median and maximum. Throws RangeError where there are no values. */
export function spread(values: readonly number[]): { readonly min: number; readonly median: number; readonly max: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const [min, max] = [sorted[0], sorted.at(-1)]
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (min === undefined || max === undefined || low === undefined || high === undefined)
    throw new RangeError('no values, no spread')
  return { min, median: (low + high) / 2, max }
}

/** The value that a share of all is at most, out of those that there are. Throws RangeError where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new RangeError('no values, no quantile')
  return value
}

/** Whether the figure reaches its target; undefined where it has none. */
export function isMet(figure: Figure): boolean | undefined {
  const { target } = figure
  if (!target) return undefined
  return target.is === 'at least' ? reached(figure) >= target.value : reached(figure) <= target.value
}

/** What the figure's target is held against. */
export function reached({ ours, ratio = [], target }: Figure): number {
  if (target?.of === 'p95 of ours') return quantile(ours.values, 0.95)
  return spread(target?.of === 'ratio' ? ratio : ours.values).median
}

/** A figure of pairs: the n-th of ours was measured next to the n-th beside it. */
export function paired(name: string, ours: Runs, beside: Runs, target?: Target): Figure {
  const ratio = ours.values.map((value, index) => value / (beside.values[index] ?? Number.NaN))
  return { name, ours, beside, ratio, ...(target && { target }) }
}

/** How cost grows: the exponent of the line through sizes and costs on logarithmic scales; 1 is linear. */
export function exponent(points: readonly Point[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }))
  const mean = (of: 'x' | 'y'): number => logs.reduce((sum, point) => sum + point[of], 0) / logs.length
  const [x, y] = [mean('x'), mean('y')]
  const covariance = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0)
  return covariance / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
}
