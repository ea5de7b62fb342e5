import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { scratchDir, startKafka, startPostgres, until, type RunningKafka, type RunningPostgres } from '@trellis/local'
import { hasPrometheus, startPrometheus, type RunningPrometheus } from './prometheus.js'
import { sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

if (!hasPrometheus)
  console.warn('SKIPPED: prometheus is not installed, so no alert was seen to fire (apt-get install prometheus)')

const LEASE = `harvest-poller/${CONNECTION}`

;(hasPrometheus ? describe : describe.skip)('an alert fires when what it watches breaks, and recovers', () => {
  let dirs: { readonly kafka: string; readonly postgres: string }
  let kafka: RunningKafka
  let postgres: RunningPostgres
  let world: World
  let prometheus: RunningPrometheus
  let sender: Sender

  beforeAll(async () => {
    dirs = { kafka: await scratchDir('kafka'), postgres: await scratchDir('postgres') }
    ;[kafka, postgres] = await Promise.all([startKafka({ dir: dirs.kafka }), startPostgres({ dir: dirs.postgres })])
    world = await makeWorld({ sandbox: { candidates: 40 }, brokers: kafka.brokers, databaseUrl: postgres.url })
    await world.start()
    await world.synced()
    world.sandbox.freeze()
    prometheus = await startPrometheus(world)
    sender = new Sender(world)
    await prometheus.whenQuiet()
  })

  afterAll(async () => {
    await sender.stop()
    await prometheus.stop()
    await world.close()
    await Promise.all([kafka.stop(), postgres.stop()])
  })

  it('TrellisWebhooksRefused and TrellisKafkaFailing: Kafka is away', async () => {
    await kafka.kill()
    await prometheus.whenFiring('TrellisWebhooksRefused')
    await prometheus.whenFiring('TrellisKafkaFailing')
    kafka = await startKafka({ dir: dirs.kafka })
    await prometheus.whenQuiet('TrellisWebhooksRefused', 'TrellisKafkaFailing')
  })

  it('TrellisRowsLate: Postgres is away', async () => {
    await postgres.kill()
    await prometheus.whenFiring('TrellisRowsLate')
    postgres = await startPostgres({ dir: dirs.postgres })
    await prometheus.whenQuiet('TrellisRowsLate')
  })

  it('TrellisConnectionNotMoving, TrellisFreshnessPastTarget, TrellisTaskStuck and TrellisHarvestRefuses: Harvest answers nothing usable', async () => {
    world.sandbox.setFaults({ requests: [{ kind: 'error', everyNth: 1 }] })
    const names = ['ConnectionNotMoving', 'FreshnessPastTarget', 'TaskStuck', 'HarvestRefuses'].map((name) => `Trellis${name}`)
    const fired = await Promise.all(names.map((name) => prometheus.whenFiring(name)))
    expect(fired[0]?.labels).toMatchObject({ connection: CONNECTION, severity: 'critical' })
    world.sandbox.clearFaults()
    await prometheus.whenQuiet(...names)
  })

  it('TrellisPollerWithoutLease: a holder that does nothing', async () => {
    const hold = `update ops.lease set fence = fence + 1, holder = 'spec', expires_at = now() + interval '1 hour' where name = $1`
    await world.pool.query(hold, [LEASE])
    await prometheus.whenFiring('TrellisPollerWithoutLease')
    await world.pool.query('update ops.lease set expires_at = now() where name = $1', [LEASE])
    await prometheus.whenQuiet('TrellisPollerWithoutLease', 'TrellisConnectionNotMoving')
  })

  it('TrellisPermissionLost: a scope was taken away', async () => {
    world.sandbox.takeScopes(['offers'])
    expect((await prometheus.whenFiring('TrellisPermissionLost')).labels['connection']).toBe(CONNECTION)
    world.sandbox.giveScopes(['offers'])
    await prometheus.whenQuiet('TrellisPermissionLost')
  })

  it('TrellisRemovalsHeld: the acting user sees nothing any more', async () => {
    world.sandbox.setFaults({ lostSiteAdmin: true })
    await world.pool.query('update ops.listing_progress set sweep_requested = true')
    await prometheus.whenFiring('TrellisRemovalsHeld')
    world.sandbox.clearFaults()
    const isReleased = async (): Promise<boolean> => {
      await world.pool.query('update ops.listing_progress set sweep_requested = true where sweep_started_us is null')
      return (await world.pool.query('select 1 from ops.absence_hold')).rowCount === 0
    }
    await until(isReleased, { what: 'the sweep that shows them again', limitMs: 300_000, everyMs: 1_000 })
    await prometheus.whenQuiet('TrellisRemovalsHeld')
  })

  it('TrellisConnectionUnopened: the master key does not open one', async () => {
    await world.pool.query(`insert into ops.connection (id, name, webhook_secrets) values ('broken', 'broken', '\\x0001020304')`)
    await prometheus.whenFiring('TrellisConnectionUnopened')
    await world.pool.query(`delete from ops.connection where id = 'broken'`)
    await prometheus.whenQuiet('TrellisConnectionUnopened')
  })

  it('TrellisProblemsGrowing: Greenhouse sends what nothing reads', async () => {
    for (let number = 0; number < 80; number += 1)
      await sendWebhook(world, Buffer.from(JSON.stringify({ action: 'candidate_promoted', payload: { number } })))
    expect((await prometheus.whenFiring('TrellisProblemsGrowing')).labels['code']).toBe('unknown_action')
    await prometheus.whenQuiet('TrellisProblemsGrowing')
  })

  it('TrellisServiceMissing: there is no normalizer', async () => {
    await world.services.get('normalizer')?.child.stop()
    expect((await prometheus.whenFiring('TrellisServiceMissing')).labels['service']).toBe('normalizer')
    await world.start('normalizer')
    await prometheus.retarget()
    await prometheus.whenQuiet('TrellisServiceMissing')
  })

  it('and all is quiet again', () => prometheus.whenQuiet())
})

/** Webhooks about one candidate that come all the time: a share of nothing is no share. */
class Sender {
  private readonly ended = new AbortController()
  private readonly done: Promise<void>

  constructor(world: World) {
    this.done = this.send(world)
  }

  async stop(): Promise<void> {
    this.ended.abort()
    await this.done
  }

  private async send(world: World): Promise<void> {
    const id = world.sandbox.truth('candidates')[0]?.['id']
    for (let number = 0; !this.ended.signal.aborted; number += 1) {
      const candidate = { id, last_name: `Number ${number}` }
      await sendWebhook(world, Buffer.from(JSON.stringify({ action: 'update_candidate', payload: { candidate } })))
      await pause(100, undefined, { signal: this.ended.signal }).catch(() => undefined)
    }
  }
}
