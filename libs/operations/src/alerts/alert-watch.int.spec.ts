import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { createLogger, endHold, masterKeysOf, transact, type MasterKeys } from '@trellis/runtime'
import { givenIn, givenMailServer, ownOps, type GivenMailServer, type OwnOps } from '@trellis/runtime/testing'
import { hookServer, type HookServer } from '../testing/hook-server.js'
import { AlertSender } from './alert-sender.js'
import { AlertWatch } from './alert-watch.js'
import { addChannel, changeChannel, listChannels } from './channels.js'
import { listAlerts } from './list-alerts.js'

const HERE = ['127.0.0.0/8']

describe('alerts', () => {
  let ops: OwnOps
  let masterKey: string
  let keys: MasterKeys
  let mails: GivenMailServer
  let hook: HookServer
  let sender: AlertSender
  const watches: AlertWatch[] = []

  beforeEach(async () => {
    ;[ops, mails, hook] = await Promise.all([ownOps(), givenMailServer(), hookServer()])
    masterKey = randomBytes(32).toString('base64')
    keys = masterKeysOf({ masterKey })
    sender = new AlertSender({
      mail: { smtpUrl: mails.url, from: 'trellis@example.com' },
      consoleUrl: new URL('https://trellis.example.com'),
      allowedNetworks: HERE,
    })
    await givenIn(ops).connection({ name: 'Acme Inc.' })
  })
  afterEach(async () => {
    await Promise.all(watches.splice(0).map((watch) => watch.stop()))
    await Promise.all([ops.drop(), mails.close(), hook.close(), sender.close()])
  })

  const watching = (holder = 'a'): AlertWatch => {
    const watch = new AlertWatch({ pool: ops.pool, keys, sender, logger: createLogger('spec', 'silent'), holder })
    watches.push(watch)
    return watch
  }
  const add = (name: string, target: Parameters<typeof addChannel>[2]['target']) =>
    addChannel(ops.pool, { keys, sender }, { name, target })
  const webhook = () => add('hook', { kind: 'webhook', url: hook.url })
  const begin = () => givenIn(ops).hold('offers', { sinceUs: '1796036400000000', suspects: '4', alive: '9' })
  const end = () => transact(ops.pool, (client) => endHold(client, 'acme', 'offers'))
  const sent = () => hook.requests.map(({ body }) => (body as { readonly type: string }).type)
  const hourPasses = () => ops.pool.query(`update ops.alert_notification set created_at = created_at - interval '61 minutes'`)
  const pausePasses = () => ops.pool.query(`update ops.alert_notification set due_at = now() where state = 'due'`)

  it('come once when they open and once when they are over, by every channel', async () => {
    await add('team', { kind: 'email', to: ['ops@example.com', 'ada@example.com'] })
    await add('chat', { kind: 'slack', url: hook.url })
    const watch = watching()
    await begin()
    for (const _ of [1, 2, 3]) await watch.round()
    expect(mails.mails).toMatchObject([{ to: ['ops@example.com', 'ada@example.com'] }])
    expect(mails.mails[0]?.text).toMatch(/^Subject: Trellis: Many entries are gone from Greenhouse/m)
    expect(mails.mails[0]?.text).toContain('https://trellis.example.com/alerts')
    await end()
    for (const _ of [1, 2]) await watch.round()
    expect(mails.mails.map(({ text }) => /^Subject: (Trellis: \w+)/m.exec(text)?.[1])).toEqual([
      'Trellis: Many',
      'Trellis: recovered',
    ])
    expect(hook.requests.map(({ body }) => Object.keys(body as object))).toEqual([['text'], ['text']])
    expect(hook.requests[0]?.text).toContain('(Acme Inc.)')
  })

  it('come once where several processes watch', async () => {
    await webhook()
    await begin()
    const both = [watching('a'), watching('b')]
    for (const _ of [1, 2]) await Promise.all(both.map((watch) => watch.round()))
    await end()
    for (const _ of [1, 2]) await Promise.all(both.map((watch) => watch.round()))
    expect(sent()).toEqual(['alert.open', 'alert.recovered'])
  })

  it('are looked for by another process once one has ended', async () => {
    await webhook()
    const [first, second] = [watching('a'), watching('b')]
    await first.round()
    await begin()
    await second.round()
    expect(await listAlerts(ops.pool, { which: 'all', limit: 9 })).toEqual([])
    await first.stop()
    await second.round()
    expect(await listAlerts(ops.pool, { which: 'open', limit: 9 })).toMatchObject([
      {
        ...{ rule: 'removals', code: 'removals-held', connection: 'acme', connectionName: 'Acme Inc.', state: 'open' },
        ...{ severity: 'warning', who: 'An admin of the console', facts: { resources: ['offers'], entries: 4 } },
      },
    ])
  })

  it('come once though the process that was sending is killed', async () => {
    await webhook()
    await begin()
    hook.answer = null
    // A process of its own, to be killed while the receiver has not answered.
    const script = `
      const { createPool, masterKeysOf, createLogger } = await import('@trellis/runtime')
      const { AlertSender, AlertWatch } = await import('@trellis/operations')
      const pool = createPool(process.env.DATABASE_URL, { max: 2, applicationName: 'spec' })
      const sender = new AlertSender({ allowedNetworks: ['127.0.0.0/8'] })
      const keys = masterKeysOf({ masterKey: process.env.MASTER_KEY })
      await new AlertWatch({ pool, keys, sender, logger: createLogger('spec', 'silent'), holder: 'killed' }).round()`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: `${workspaceRoot}/libs/operations`,
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: ops.url, MASTER_KEY: masterKey },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    await Promise.race([hook.came(1), once(child, 'exit').then(() => Promise.reject(new Error('it ended before it sent')))])
    child.kill('SIGKILL')
    await once(child, 'exit')
    hook.answer = 204
    const watch = watching('b')
    await watch.round()
    // That it was killed is not known yet.
    expect(hook.requests).toHaveLength(1)
    await pausePasses()
    for (const _ of [1, 2]) await watch.round()
    expect(sent()).toEqual(['alert.open', 'alert.open'])
    const ids = hook.requests.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
  })

  it('are tried again after a pause, in their order, and given up in the end', async () => {
    const id = await webhook()
    const watch = watching()
    hook.answer = 503
    await begin()
    await watch.round()
    await end()
    for (const _ of [1, 2]) await watch.round()
    expect(sent()).toEqual(['alert.open'])
    const host = new URL(hook.url).host
    expect(await listChannels(ops.pool)).toMatchObject([
      { id, waiting: 2, givenUp: 0, lastSentAt: null, lastError: `${host} answered 503` },
    ])
    hook.answer = 204
    for (const _ of [1, 2]) {
      await pausePasses()
      await watch.round()
    }
    expect(sent()).toEqual(['alert.open', 'alert.open', 'alert.recovered'])
    expect(await listChannels(ops.pool)).toMatchObject([{ waiting: 0, lastError: null }])
    hook.answer = 503
    await begin()
    await watch.round()
    await ops.pool.query(`update ops.alert_notification set attempts = 9 where state = 'due'`)
    await pausePasses()
    for (const _ of [1, 2]) await watch.round()
    expect(await listChannels(ops.pool)).toMatchObject([{ waiting: 0, givenUp: 1, lastError: `${host} answered 503` }])
  })

  it('that come and go are sent six times an hour, the last of which says so, and their end when it is over', async () => {
    await webhook()
    const watch = watching()
    for (const _ of [1, 2, 3, 4]) {
      await begin()
      await watch.round()
      await end()
      await watch.round()
    }
    await begin()
    await watch.round()
    expect(hook.requests.map(({ body }) => (body as { readonly isLast: boolean }).isLast)).toEqual([
      ...Array<boolean>(5).fill(false),
      true,
    ])
    expect(hook.requests.at(-1)?.text).toContain('Nothing more is sent about it until the hour is over')
    await hourPasses()
    for (const _ of [1, 2]) await watch.round()
    expect(sent()).toEqual([...Array<string[]>(3).fill(['alert.open', 'alert.recovered']).flat(), 'alert.open'])
  })

  it('that are open are sent to a channel that is new, and to one that was paused once it no longer is', async () => {
    const watch = watching()
    await begin()
    await watch.round()
    const id = await webhook()
    await changeChannel(ops.pool, { keys, sender }, { id, version: 1, isPaused: true })
    await watch.round()
    expect(sent()).toEqual([])
    await changeChannel(ops.pool, { keys, sender }, { id, version: 2, isPaused: false })
    for (const _ of [1, 2]) await watch.round()
    expect(sent()).toEqual(['alert.open'])
  })

  it('go to no address that has come to lead into the own network', async () => {
    await add('hook', { kind: 'webhook', url: hook.url.replace('127.0.0.1', 'localhost') })
    await begin()
    const strict = new AlertSender({})
    const watch = new AlertWatch({
      pool: ops.pool,
      keys,
      sender: strict,
      logger: createLogger('spec', 'silent'),
      holder: 'strict',
    })
    watches.push(watch)
    await watch.round()
    await strict.close()
    expect(hook.requests).toEqual([])
    expect(await listChannels(ops.pool)).toMatchObject([{ givenUp: 1, lastError: 'Only https addresses are sent to' }])
  })
})
