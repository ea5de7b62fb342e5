import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import type { Figure } from './figure.js'

/** Where kept figures stand: a file of JSON lines per bench. */
const RESULTS = join(workspaceRoot, 'bench/results')

/** What a figure was measured under. */
interface Conditions {
  readonly machine: string
  readonly seed: number
  readonly quick: boolean
}

/** A kept figure with the conditions of its run. */
export interface KeptFigure extends Figure, Conditions {
  readonly at: string
}

/** Appends figures to the file of their bench. */
export async function keepFigures(bench: string, conditions: Conditions, figures: readonly Figure[]): Promise<void> {
  await mkdir(RESULTS, { recursive: true })
  const at = new Date().toISOString()
  const lines = figures.map((figure) => `${JSON.stringify({ at, ...conditions, ...figure })}\n`)
  await appendFile(join(RESULTS, `${bench}.jsonl`), lines.join(''))
}

/** Processors, memory and Node, in one line. */
export function describeMachine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  return `${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}`
}

/** The newest run of each figure; one with the whole load counts before one with a smaller. */
export async function newestFigures(): Promise<readonly KeptFigure[]> {
  const names = (await readdir(RESULTS)).filter((name) => name.endsWith('.jsonl')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(RESULTS, name), 'utf8')))
  const kept = texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line) as KeptFigure)
  const newest = new Map<string, KeptFigure>()
  for (const figure of kept) {
    const known = newest.get(figure.name)
    if (!known || rankOf(figure) >= rankOf(known)) newest.set(figure.name, figure)
  }
  return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Sorts as text. */
function rankOf({ quick, at }: KeptFigure): string {
  return `${quick ? 0 : 1} ${at}`
}
