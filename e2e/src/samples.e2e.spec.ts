import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rawAppend } from '@trellis/cli'
import { resources } from '@trellis/greenhouse'
import { until, workspaceRoot } from '@trellis/local'
import { isCaughtUp } from '@trellis/operations'
import { runTrellis } from './run-trellis.js'
import { sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const FIXTURES = join(workspaceRoot, 'libs/greenhouse/fixtures')

describe('documented bodies through the running system', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 } })
    await world.start('webhook-ingress', 'normalizer', 'warehouse-writer')
    const [first = '', ...others] = readdirSync(join(FIXTURES, 'records')).filter((name) => name.endsWith('-v1.json'))
    await appendByHand(world, first)
    for (const file of others) await append(world, file)
    for (const file of readdirSync(join(FIXTURES, 'webhooks'))) {
      expect([file, await sendWebhook(world, readFileSync(join(FIXTURES, 'webhooks', file)))]).toEqual([file, 200])
    }
    await until(async () => isRead(world), { what: 'everything in the tables', everyMs: 100 })
  })

  afterAll(() => world.close())

  it('leaves no problem', async () => {
    expect((await world.status()).problems).toBe(0)
  })

  it.each(resources.map(({ name }) => name).filter((name) => name !== 'application_stages'))(
    'shows what they say of %s',
    async (name) => {
      const cells = async (schema: string, columns: string): Promise<unknown> => {
        const { rows } = await world.pool.query<{ row: unknown }>(
          `select to_jsonb(t) - 'connection_id' - 'removed_at' - 'removed_by_event' as row
         from (select ${columns} from ${schema}."${name}" where connection_id = $1 order by id) t`,
          [CONNECTION],
        )
        return rows.map(({ row }) => row)
      }
      const live = await cells('recruiting', '*')
      const removed = await cells('recruiting_removed', '*')
      expect({ live, removed }).toMatchSnapshot()
    },
  )
})

/** As an operator does it, on the command line. */
async function appendByHand(world: World, file: string): Promise<void> {
  const words = ['raw', 'append', '--kind', 'record', '--resource', resourceOf(file), '--connection', CONNECTION]
  await runTrellis(world, ...words, join(FIXTURES, 'records', file))
}

/** The same without a process for each. */
async function append({ ports: { log, pool } }: World, file: string): Promise<void> {
  const path = join(FIXTURES, 'records', file)
  await rawAppend(log, pool, { connection: CONNECTION, resource: resourceOf(file), file: path, atMs: Date.now() })
}

function resourceOf(file: string): string {
  return file.replace('-v1.json', '')
}

/** The poller stays off: nothing but these bodies may speak. */
async function isRead(world: World): Promise<boolean> {
  return isCaughtUp({ lag: (await world.lag()).filter(({ reader }) => reader !== 'harvest-poller') })
}
