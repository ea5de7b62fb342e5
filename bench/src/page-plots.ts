import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { spread, type Figure } from './figure.js'

const WIDTH = 520

/** Ratios with their spread, and a line at each target. */
export async function ratioPlot(figures: readonly Figure[]): Promise<string> {
  const values = figures.flatMap(({ name, ratio, target }) =>
    ratio ? [{ name, ...spread(ratio), target: target?.of === 'ratio' ? target.value : null, wanted: target?.is ?? null }] : [],
  )
  const y = { field: 'name', type: 'nominal', title: null, axis: { labelLimit: 260 } } as const
  const x = { type: 'quantitative', title: 'ours ÷ what stands beside it' } as const
  return svgOf({
    width: WIDTH,
    background: 'white',
    title: 'Each run’s ratio (bar), their median (dot), the target (red)',
    data: { values },
    layer: [
      { mark: { type: 'rule', size: 6, color: '#9ecae1' }, encoding: { y, x: { ...x, field: 'min' }, x2: { field: 'max' } } },
      { mark: { type: 'point', filled: true, size: 70, color: '#08519c' }, encoding: { y, x: { ...x, field: 'median' } } },
      { mark: { type: 'tick', thickness: 3, size: 16, color: '#cb181d' }, encoding: { y, x: { ...x, field: 'target' } } },
    ],
  })
}

/** Costs over sizes, both in multiples of the smallest: a straight line at 45° is linear. */
export async function growthPlot(figures: readonly Figure[]): Promise<string> {
  const values = figures.flatMap(({ name, ours, points = [] }) => {
    const [first] = points
    const exponent = spread(ours.values).median.toFixed(2)
    const label = `${name.replace(/ growth$/, '')} (exponent ${exponent})`
    return first ? points.map(({ size, cost }) => ({ label, size: size / first.size, cost: cost / first.cost })) : []
  })
  const linear = [1, 20].map((times) => ({ size: times, cost: times }))
  const most = Math.max(1, ...values.flatMap(({ size, cost }) => [size, cost]))
  const scale = { type: 'log' as const, domain: [1, most], nice: false }
  const x = { field: 'size', type: 'quantitative', scale, title: 'load, in multiples of the smallest' } as const
  const y = { field: 'cost', type: 'quantitative', scale, title: 'cost, in multiples of the smallest' } as const
  return svgOf({
    width: WIDTH,
    height: 320,
    background: 'white',
    title: 'Cost over load; dashed: linear',
    layer: [
      { data: { values: linear }, mark: { type: 'line', strokeDash: [4, 4], color: '#999' }, encoding: { x, y } },
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: { x, y, color: { field: 'label', type: 'nominal', title: null } },
      },
    ],
  })
}

async function svgOf(spec: TopLevelSpec): Promise<string> {
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()
}
