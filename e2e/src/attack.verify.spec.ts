import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startService, type RunningService } from '@trellis/cli'
import { freePort, localDir, workspaceRoot } from '@trellis/local'
import { Pool } from 'undici'
import { attack } from './attack.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const MINUTES = Number(process.env['ATTACK_MINUTES'] ?? 2)
const SIGNED_PER_SECOND = 20
const LATE_MS = 1_000
const MB = 1024 * 1024
const manifest = readFileSync(join(workspaceRoot, 'k8s/webhook-ingress.yaml'), 'utf8')
/** What the manifest gives the ingress. */
const HEAP_MB = Number(/--max-old-space-size=(\d+)/.exec(manifest)?.[1])
const MEMORY_MB = Number(/limits: \{ memory: (\d+)Mi \}/.exec(manifest)?.[1])

/** An ingress, and how it answered: how often with what, and in how many milliseconds. */
interface Ingress {
  readonly service: RunningService
  readonly pool: Pool
  readonly outcomes: Map<string, number>
}

describe(`the ingress under ${MINUTES} minutes of mixed attack`, () => {
  let world: World
  let attacked: Ingress
  /** The same service without attacks: it shows what the machine, the log and the sender cost by themselves. */
  let quiet: Ingress

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 }, env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` } })
    const infrastructure = { brokers: world.brokers, databaseUrl: world.databaseUrl }
    const start = async (port: number): Promise<Ingress> => {
      const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', `attack-${port}`)
      const env = world.environment
      const service = await startService('webhook-ingress', { infrastructure, ingressPort: port, env, logs, operations: 'apart' })
      return { service, pool: new Pool(`http://127.0.0.1:${port}`, { connections: 64 }), outcomes: new Map() }
    }
    attacked = await start(Number(new URL(world.webhookUrl).port))
    quiet = await start(await freePort())
  })
  afterAll(async () => {
    for (const { service, pool } of [attacked, quiet]) {
      await pool.close()
      await service.child.stop()
    }
    await world.close()
  })

  const sign = (body: Buffer): string => `sha256 ${createHmac('sha256', world.sandbox.webhookSecret).update(body).digest('hex')}`

  /** Milliseconds until it was answered. */
  async function say(body: Buffer, { pool, outcomes }: Ingress): Promise<number> {
    const headers = { signature: sign(body), 'greenhouse-event-id': randomUUID() }
    const begunAt = performance.now()
    const outcome = await pool.request({ path: `/webhooks/greenhouse/${CONNECTION}`, method: 'POST', headers, body }).then(
      async (answer) => {
        await answer.body.dump()
        return String(answer.statusCode)
      },
      (error: unknown) => String(error),
    )
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    return performance.now() - begunAt
  }

  it(
    'is never restarted, stays within the manifest’s memory, and answers every signed webhook 200, within a second of an ingress that is not attacked',
    async () => {
      let ended: string | undefined
      void attacked.service.child.ended.then((how) => (ended = how))
      const overheard = made(4_000)
      await say(overheard, attacked)
      const signal = AbortSignal.timeout(MINUTES * 60_000)
      const url = world.webhookUrl
      const attacking = attack({ url, overheard: { body: overheard, signature: sign(overheard) }, signal })
      const saying: Promise<readonly number[]>[] = []
      const cpuBefore = await figure(attacked, 'process_cpu_seconds_total')
      let most = 0
      while (!signal.aborted && ended === undefined) {
        const body = made(saying.length % 20 === 0 ? 200_000 : 4_000)
        saying.push(Promise.all([say(body, attacked), say(body, quiet)]))
        if (saying.length % (5 * SIGNED_PER_SECOND) === 0)
          most = Math.max(most, (await figure(attacked, 'process_resident_memory_bytes')) / MB)
        await pause(1_000 / SIGNED_PER_SECOND)
      }
      const pairs = await Promise.all(saying)
      const blows = await attacking
      const [ours = [], others = []] = [0, 1].map((index) => pairs.map((pair) => pair[index] ?? Number.NaN))
      const late = pairs.filter(([here = 0, there = 0]) => here - there > LATE_MS).length
      const cpu = (await figure(attacked, 'process_cpu_seconds_total')) - cpuBefore
      process.stdout.write(
        `${pairs.length} signed webhooks: ${spread(ours)}, beside it ${spread(others)}; ${late} late; ${Math.round(most)} MB, ${Math.round(cpu)} s of a processor; ${JSON.stringify(blows)}\n`,
      )
      expect([ended, [...attacked.outcomes.keys()], late]).toEqual([undefined, ['200'], 0])
      expect(most).toBeLessThan(MEMORY_MB)
    },
    (MINUTES + 10) * 60_000,
  )
})

function made(bytes: number): Buffer {
  return Buffer.from(JSON.stringify({ action: 'update_candidate', nonce: randomUUID(), filling: 'x'.repeat(bytes) }))
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other)
  const [median, slowest] = [sorted[sorted.length >> 1], sorted.at(-1)].map((ms) => Math.round(ms ?? 0))
  return `${median} ms in the middle and ${slowest} at most`
}

async function figure({ service }: Ingress, name: string): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`)).text()
  return Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1])
}
