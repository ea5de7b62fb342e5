import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { resources } from '@trellis/greenhouse'
import { GiveUp, localDir, removeInfrastructure, runningAddresses, until, workspaceRoot } from '@trellis/local'
import { createPool, type Pool } from '@trellis/runtime'
import type { Bed } from './bed.js'

const LIMIT_MS = 180_000
const ANY_ROW = `select ${resources.map(({ name }) => `exists (select from recruiting."${name}")`).join(' or ')} as is_there`
/** These would have it use what runs already. */
const OWN = { KAFKA_BROKERS: undefined, DATABASE_URL: undefined, GREENHOUSE_CONNECTION: undefined }

/** Seconds from `npm start` in an empty folder, everything installed and compiled, until a reader of the tables sees a row. */
export async function secondsToFirstRow(bed: Bed): Promise<number> {
  const dir = join(localDir, `bench-${process.pid}`, 'start')
  await mkdir(dir, { recursive: true })
  const output = await open(join(dir, 'start.log'), 'a')
  const beganAt = performance.now()
  const child = spawn('npm', ['start', '--', '--dir', dir], {
    cwd: workspaceRoot,
    env: { ...process.env, ...OWN },
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
  })
  let pool: Pool | undefined
  try {
    const hasRow = async (): Promise<boolean> => {
      if (child.exitCode !== null) throw new GiveUp(`npm start ended with ${child.exitCode}: ${dir}/start.log`)
      const { databaseUrl } = await runningAddresses(dir)
      if (databaseUrl === undefined) return false
      pool ??= createPool(databaseUrl, { max: 1, applicationName: 'bench' })
      const { rows } = await pool.query<{ is_there: boolean }>(ANY_ROW).catch(() => ({ rows: [] }))
      return rows[0]?.is_there === true
    }
    await until(hasRow, { what: 'the first row', limitMs: LIMIT_MS, everyMs: 50 })
    const seconds = (performance.now() - beganAt) / 1_000
    bed.note(`npm start: the first row after ${seconds.toFixed(1)} s`)
    return seconds
  } finally {
    await pool?.end()
    await ended(child)
    await output.close()
    await removeInfrastructure(dir)
  }
}

/** npm ends at once; what it started stops everything in order, and is waited for. */
async function ended({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !reaches(pid, 'SIGTERM')) return
  await until(() => !reaches(pid, 0), { what: 'npm start to stop', limitMs: 60_000, everyMs: 100 })
}

function reaches(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
