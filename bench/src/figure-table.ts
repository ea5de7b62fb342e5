import { textTable } from '@trellis/cli'
import { isMet, spread, type Figure } from './figure.js'

/** The figures as a table for a terminal: min / median / max of all runs, and of the ratios pair by pair. */
export function figureTable(figures: readonly Figure[]): string {
  const head = ['figure', 'ours', 'beside', '', 'ratio', 'target', '']
  const rows = figures.map((figure) => {
    const { name, ours, beside, ratio, target } = figure
    const met = isMet(figure)
    return [
      name,
      `${range(ours.values)} ${ours.unit}`,
      beside ? range(beside.values) : '',
      beside?.what ?? '',
      ratio ? range(ratio) : '',
      target ? `${target.is} ${target.value}` : '',
      met === undefined ? '' : met ? 'met' : 'missed',
    ]
  })
  return textTable(head, rows).join('\n')
}

/** Minimum / median / maximum. */
export function range(values: readonly number[]): string {
  const { min, median, max } = spread(values)
  return [min, median, max].map(short).join(' / ')
}

function short(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
