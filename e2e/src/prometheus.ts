import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcess, freePort, scratchDir, spawnServer, until } from '@trellis/local'
import { request } from 'undici'
import { hastenedRules } from './hastened-rules.js'
import type { World } from './world.js'

/** So many times as fast as in production: five minutes are five seconds. */
const HASTE = 60

const LIMIT = { limitMs: 300_000, everyMs: 500 }

/** Is a Prometheus installed here? */
export const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0

/** An alert that fires, by its name and what it is about. */
interface FiringAlert {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** A real Prometheus that watches a world's services by our rules. */
export interface RunningPrometheus {
  /** Has the services that run now watched, and no others. */
  retarget(): Promise<void>
  firing(): Promise<readonly FiringAlert[]>
  whenFiring(name: string): Promise<FiringAlert>
  /** Waits until none of these fires, or none at all. */
  whenQuiet(...names: readonly string[]): Promise<void>
  stop(): Promise<void>
}

interface Answer {
  readonly data: { readonly alerts: readonly { readonly state: string; readonly labels: Readonly<Record<string, string>> }[] }
}

/** Starts it, and waits until it answers. */
export async function startPrometheus(world: World): Promise<RunningPrometheus> {
  const dir = await scratchDir('prometheus')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await writeRules(dir)
  const retarget = async (): Promise<void> => {
    const targets = [...world.services.values()].map((service) => new URL(service.url).host)
    await writeFile(join(dir, 'targets.json'), JSON.stringify([{ targets }]))
  }
  await retarget()
  const args = [
    `--config.file=${dir}/prometheus.yaml`,
    `--storage.tsdb.path=${dir}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]
  const server = await spawnServer({ command: 'prometheus', args, logFile: join(dir, 'prometheus.log') }, dir)
  const firing = async (): Promise<readonly FiringAlert[]> => {
    const { data } = (await (await request(`${url}/api/v1/alerts`)).body.json()) as Answer
    return data.alerts.flatMap(({ state, labels }) => (state === 'firing' ? [{ name: labels['alertname'] ?? '', labels }] : []))
  }
  await until(async () => (await request(`${url}/-/ready`)).statusCode === 200, { what: 'Prometheus', ...LIMIT })
  return {
    retarget,
    firing,
    whenFiring: (name) =>
      until(async () => (await firing()).find((alert) => alert.name === name), { what: `${name} to fire`, ...LIMIT }),
    whenQuiet: async (...names) => {
      const isQuiet = async (): Promise<boolean> =>
        !(await firing()).some(({ name }) => names.length === 0 || names.includes(name))
      await until(isQuiet, { what: `${names.join(', ') || 'every alert'} to recover`, ...LIMIT })
    },
    stop: () => endProcess(server, 'SIGTERM'),
  }
}

async function writeRules(dir: string): Promise<void> {
  await mkdir(join(dir, 'rules'))
  for (const [name, text] of hastenedRules(HASTE)) await writeFile(join(dir, 'rules', name), text)
  const config = [
    'global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }',
    'rule_files: [rules/*.yaml]',
    'scrape_configs:',
    '  - job_name: trellis',
    '    file_sd_configs: [{ files: [targets.json], refresh_interval: 1s }]',
  ]
  await writeFile(join(dir, 'prometheus.yaml'), `${config.join('\n')}\n`)
}
