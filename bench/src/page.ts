import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { newestFigures } from './keep.js'
import { conditionsOf, figureRows, growthRows, verdictOf } from './page-figures.js'
import { growthPlot, ratioPlot } from './page-plots.js'
import { SIZED, sizingFrom } from './sizing-page.js'

const docs = join(workspaceRoot, 'docs')

/** Writes `docs/performance.md` with its plots, and `docs/sizing.md`, out of their templates and the newest kept run of each figure. */
export async function writePage(): Promise<void> {
  const all = await newestFigures()
  const sized = all.filter(({ name }) => name.startsWith(SIZED))
  const figures = all.filter(({ name, points }) => !name.startsWith(SIZED) && !points)
  const growing = all.filter(({ name, points }) => !name.startsWith(SIZED) && points)
  await mkdir(join(docs, 'performance'), { recursive: true })
  await writeFile(join(docs, 'performance/ratios.svg'), await ratioPlot(figures))
  await writeFile(join(docs, 'performance/growth.svg'), await growthPlot(growing))
  await fillIn('performance', {
    conditions: conditionsOf([...figures, ...growing]),
    verdict: verdictOf([...figures, ...growing]),
    figures: figureRows(figures),
    growth: growthRows(growing),
  })
  if (sized.length > 0) await fillIn('sizing', sizingFrom(sized, figures))
}

/** Each `<!-- name -->` of the template gives way to its text. */
async function fillIn(page: string, texts: Readonly<Record<string, string>>): Promise<void> {
  const template = await readFile(join(workspaceRoot, `bench/${page}.template.md`), 'utf8')
  const filled = template.replace(/<!-- (\w+) -->/g, (place, name: string) => texts[name] ?? place)
  await writeFile(join(docs, `${page}.md`), filled)
}
