import { appendFile, mkdir } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import type { Figure } from './figure.js'

/** Where kept figures stand: a file of JSON lines per bench. */
export const RESULTS = join(workspaceRoot, 'bench/results')

/** What a figure was measured under. */
export interface Conditions {
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
