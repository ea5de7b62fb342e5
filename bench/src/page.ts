import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { isMet, spread } from './figure.js'
import { range } from './figure-table.js'
import { RESULTS, type KeptFigure } from './keep.js'

const TEMPLATE = join(workspaceRoot, 'bench/performance.template.md')
const PLACE = '<!-- figures -->'

/** Writes `docs/performance.md` and its plot out of the template and the newest kept run of each figure. */
export async function writePage(): Promise<void> {
  const newest = await newestFigures()
  const template = await readFile(TEMPLATE, 'utf8')
  const docs = join(workspaceRoot, 'docs')
  await mkdir(join(docs, 'performance'), { recursive: true })
  await writeFile(join(docs, 'performance/ratios.svg'), await ratioPlot(newest))
  await writeFile(
    join(docs, 'performance.md'),
    template.replace(PLACE, () => figures(newest)),
  )
}

async function newestFigures(): Promise<readonly KeptFigure[]> {
  const names = (await readdir(RESULTS)).filter((name) => name.endsWith('.jsonl')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(RESULTS, name), 'utf8')))
  const kept = texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line) as KeptFigure)
  const newest = new Map<string, KeptFigure>()
  for (const figure of kept) {
    const known = newest.get(figure.name)
    if (!known || figure.at >= known.at) newest.set(figure.name, figure)
  }
  return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function figures(kept: readonly KeptFigure[]): string {
  const machines = [...new Set(kept.map(({ machine }) => machine))]
  const rows = kept.map((figure) => {
    const { name, ours, beside, ratio, target, at, quick } = figure
    const met = isMet(figure)
    const cells = [
      name,
      `${range(ours.values)} ${ours.unit}`.trim(),
      beside ? `${range(beside.values)} (${beside.what})` : '',
      ratio ? range(ratio) : '',
      target ? `${target.is} ${target.value}` : '',
      met === undefined ? '' : met ? 'met' : '**missed**',
      `${at.slice(0, 10)}${quick ? ', quick' : ''}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    `Measured on: ${machines.join('; ')}. Each cell is minimum / median / maximum of the runs.`,
    '',
    '![Ratios to what stands beside](performance/ratios.svg)',
    '',
    '| figure | ours | beside | ratio | target | | measured |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

/** Ratios with their spread, and a line at each target. */
async function ratioPlot(kept: readonly KeptFigure[]): Promise<string> {
  const values = kept.flatMap(({ name, ratio, target }) =>
    ratio ? [{ name, ...spread(ratio), target: target?.of === 'ratio' ? target.value : null }] : [],
  )
  const y = { field: 'name', type: 'nominal', title: null } as const
  const x = { type: 'quantitative', title: 'ours ÷ beside' } as const
  const spec: TopLevelSpec = {
    width: 480,
    data: { values },
    layer: [
      { mark: { type: 'rule', size: 6, color: '#9ecae1' }, encoding: { y, x: { ...x, field: 'min' }, x2: { field: 'max' } } },
      { mark: { type: 'point', filled: true, size: 70, color: '#08519c' }, encoding: { y, x: { ...x, field: 'median' } } },
      { mark: { type: 'tick', thickness: 2, color: '#cb181d' }, encoding: { y, x: { ...x, field: 'target' } } },
    ],
  }
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()
}
