import { isMet, reached, spread, type Figure } from './figure.js'
import { range } from './figure-table.js'
import type { KeptFigure } from './keep.js'

/** Where, when and out of which seeds the figures were measured. */
export function conditionsOf(kept: readonly KeptFigure[]): string {
  if (kept.length === 0) return 'No figure is kept yet: `npm run bench -- --keep --page`.'
  const distinct = (of: (figure: KeptFigure) => string): string => [...new Set(kept.map(of))].sort().join('; ')
  const quick = kept.some((figure) => figure.quick) ? ' Figures marked quick are of smaller loads.' : ''
  return `Measured on ${distinct(({ machine }) => machine)}; ${distinct(({ at }) => at.slice(0, 10))}; seed ${distinct(({ seed }) => String(seed))}.${quick}`
}

/** How many targets are met, and which are not. */
export function verdictOf(kept: readonly Figure[]): string {
  const assessed = kept.filter((figure) => isMet(figure) !== undefined)
  const missed = assessed.filter((figure) => isMet(figure) === false)
  const met = `${assessed.length - missed.length} of ${assessed.length} targets are met.`
  if (assessed.length === 0) return ''
  if (missed.length === 0) return met
  return [`${met} These are not:`, '', ...missed.map((figure) => `- **${figure.name}**: ${missedBy(figure)}`)].join('\n')
}

function missedBy(figure: Figure): string {
  const { ours, target } = figure
  const isRatio = target?.of === 'ratio'
  const said = `${Number(reached(figure).toPrecision(3))} ${isRatio ? 'times what stands beside it' : ours.unit}`.trim()
  return `${said}, where ${target?.is ?? ''} ${target?.value ?? ''} is wanted`
}

/** The figures as a table in Markdown. */
export function figureRows(kept: readonly KeptFigure[]): string {
  const rows = kept.map((figure) => {
    const { name, ours, beside, ratio, target, at, quick, size, counts } = figure
    return [
      name,
      size === undefined ? '' : `${size.toLocaleString('en')} ${counts ?? ''}`,
      `${range(ours.values)} ${ours.unit}`,
      beside ? `${range(beside.values)} (${beside.what})` : '',
      ratio ? range(ratio) : '',
      noiseOf(ratio ?? ours.values),
      target ? `${target.is} ${target.value}` : '',
      metWord(figure),
      `${at.slice(0, 10)}${quick ? ', quick' : ''}`,
    ]
  })
  return table(['figure', 'load', 'ours', 'beside', 'ratio', 'noise', 'target', '', 'measured'], rows)
}

/** How cost grows, as a table in Markdown. */
export function growthRows(kept: readonly KeptFigure[]): string {
  if (kept.length === 0) return 'Not measured yet: `npm run bench -- --sizes --keep --page`.'
  const rows = kept.map((figure) => {
    const { name, ours, points = [], target } = figure
    const series = (of: 'size' | 'cost'): string =>
      points.map((point) => Number(point[of].toPrecision(3)).toLocaleString('en')).join(' → ')
    const exponent = Number(spread(ours.values).median.toPrecision(2))
    const wanted = target ? `${target.is} ${target.value}` : ''
    return [name.replace(/ growth$/, ''), ours.what, series('size'), series('cost'), String(exponent), wanted, metWord(figure)]
  })
  return table(['', 'cost', 'sizes', 'seconds', 'exponent', 'target', ''], rows)
}

function metWord(figure: Figure): string {
  const met = isMet(figure)
  return met === undefined ? '' : met ? 'met' : '**missed**'
}

/** From the smallest to the largest run, in shares of the middle one. */
function noiseOf(values: readonly number[]): string {
  const { min, median, max } = spread(values)
  return values.length < 2 || median === 0 ? '' : `${Math.round((100 * (max - min)) / median)} %`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
