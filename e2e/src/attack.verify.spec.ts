import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { Pool } from 'undici'
import { attack } from './attack.js'
import { makeWorld, type World } from './world.js'

const MINUTES = Number(process.env['ATTACK_MINUTES'] ?? 2)
const SIGNED_PER_SECOND = 20
const MB = 1024 * 1024
const manifest = readFileSync(join(workspaceRoot, 'k8s/webhook-ingress.yaml'), 'utf8')
/** What the manifest gives the front door. */
const HEAP_MB = Number(/--max-old-space-size=(\d+)/.exec(manifest)?.[1])
const MEMORY_MB = Number(/limits: \{ memory: (\d+)Mi \}/.exec(manifest)?.[1])

describe(`the front door under ${MINUTES} minutes of mixed attack`, () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 }, env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` } })
    await world.start('webhook-ingress')
  })
  afterAll(() => world.close())

  it(
    'is never started anew, stays within the manifest’s memory, and answers every signed webhook 200 within a second',
    async () => {
      const service = world.services.get('webhook-ingress')
      if (!service) throw new Error('the front door is not there')
      let ended: string | undefined
      void service.child.ended.then((how) => (ended = how))
      const { origin, pathname: path } = new URL(world.webhookUrl)
      const pool = new Pool(origin, { connections: 8 })
      const sign = (body: Buffer): string =>
        `sha256 ${createHmac('sha256', world.sandbox.webhookSecret).update(body).digest('hex')}`
      const made = (bytes: number): Buffer =>
        Buffer.from(JSON.stringify({ action: 'update_candidate', nonce: randomUUID(), filling: 'x'.repeat(bytes) }))
      const outcomes = new Map<string, number>()
      const times: number[] = []
      const say = async (body: Buffer): Promise<void> => {
        const begunAt = performance.now()
        const headers = { signature: sign(body), 'greenhouse-event-id': randomUUID() }
        const outcome = await pool.request({ path, method: 'POST', headers, body }).then(
          async (answer) => {
            await answer.body.dump()
            return String(answer.statusCode)
          },
          (error: unknown) => String(error),
        )
        times.push(performance.now() - begunAt)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
      const overheard = made(4_000)
      await say(overheard)

      const signal = AbortSignal.timeout(MINUTES * 60_000)
      const attacked = { url: world.webhookUrl, overheard: { body: overheard, signature: sign(overheard) }, signal }
      const attacking = attack(attacked)
      const saying: Promise<void>[] = []
      let most = 0
      while (!signal.aborted && ended === undefined) {
        saying.push(say(made(saying.length % 20 === 0 ? 200_000 : 4_000)))
        if (saying.length % (5 * SIGNED_PER_SECOND) === 0) most = Math.max(most, await resident(service.url))
        await pause(1_000 / SIGNED_PER_SECOND)
      }
      await Promise.all(saying)
      const blows = await attacking
      await pool.close()
      times.sort((one, other) => one - other)
      const [median, slowest] = [times[times.length >> 1], times.at(-1)].map((ms) => Math.round(ms ?? 0))
      process.stdout.write(
        `${times.length} signed webhooks: ${median} ms in the middle, ${slowest} ms at most; ${Math.round(most)} MB; ${JSON.stringify(blows)}\n`,
      )
      expect([ended, [...outcomes.keys()], times.filter((ms) => ms > 1_000).length]).toEqual([undefined, ['200'], 0])
      expect(most).toBeLessThan(MEMORY_MB)
    },
    (MINUTES + 10) * 60_000,
  )
})

/** Megabytes. */
async function resident(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes\{[^}]*\} (\S+)$/m.exec(text)?.[1]) / MB
}
