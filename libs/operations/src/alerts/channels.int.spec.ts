import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { createHmac } from 'node:crypto'
import { rewrapConnections, type MasterKeys } from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { hookServer, type HookServer } from '../testing/hook-server.js'
import { AlertSender } from './alert-sender.js'
import { addChannel, changeChannel, listChannels, removeChannel, sendTest } from './channels.js'

const SECRET = 'a secret of the receiver'

describe('channels of alerts', () => {
  let ops: OwnOps
  let hook: HookServer
  let keys: MasterKeys
  let sender: AlertSender

  beforeAll(async () => {
    ;[ops, hook] = await Promise.all([ownOps(), hookServer()])
    keys = randomMasterKeys()
    sender = new AlertSender({ allowedNetworks: ['127.0.0.0/8'] })
  })
  afterEach(() => ops.pool.query('truncate ops.alert_channel cascade'))
  afterAll(() => Promise.all([ops.drop(), hook.close(), sender.close()]))

  const add = () =>
    addChannel(ops.pool, { keys, sender }, { name: ' On call ', target: { kind: 'webhook', url: hook.url, secret: SECRET } })

  it('are listed without their secrets, which are sealed', async () => {
    const id = await add()
    const listed = await listChannels(ops.pool)
    expect(listed).toMatchObject([
      { id, name: 'On call', kind: 'webhook', shown: new URL(hook.url).host, isPaused: false, version: 1 },
    ])
    const { rows } = await ops.pool.query<{ row: string; target: Buffer }>(
      'select c::text as row, target from ops.alert_channel c',
    )
    const kept = `${JSON.stringify(listed)} ${rows[0]?.row ?? ''} ${rows[0]?.target.toString('latin1') ?? ''}`
    expect(kept.match(/SECRET-PATH|a secret of the receiver/)).toBeNull()
  })

  it('are tested by a message that is signed with their secret', async () => {
    const id = await add()
    await sendTest(ops.pool, { keys, sender }, id)
    const { headers, text, body } = hook.requests.at(-1) ?? { headers: {}, text: '', body: null }
    expect(body).toMatchObject({ type: 'alert.test' })
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`)
  })

  it('say at a test what the receiver answered, without the path of its address', async () => {
    const id = await add()
    hook.answer = 404
    await expect(sendTest(ops.pool, { keys, sender }, id)).rejects.toMatchObject({
      message: `${new URL(hook.url).host} answered 404`,
    })
    hook.answer = 204
  })

  it('are changed by one of two who do so at once; what is not given stays', async () => {
    const id = await add()
    await changeChannel(ops.pool, { keys, sender }, { id, version: 1, name: 'Night' })
    await expect(changeChannel(ops.pool, { keys, sender }, { id, version: 1, isPaused: true })).rejects.toMatchObject({
      kind: 'conflict',
    })
    expect(await listChannels(ops.pool)).toMatchObject([{ name: 'Night', isPaused: false, version: 2 }])
    await sendTest(ops.pool, { keys, sender }, id)
    expect(hook.requests.at(-1)?.headers['webhook-signature']).toBeDefined()
  })

  it.each([
    [{ kind: 'webhook', url: 'https://169.254.169.254/latest' }, '169.254.169.254 is not on the internet'],
    [{ kind: 'slack', url: 'https://10.0.0.7/' }, '10.0.0.7 is not on the internet'],
    [{ kind: 'slack', url: 'http://example.com/' }, 'Only https'],
    [{ kind: 'webhook', url: 'https://example.com/', secret: 'short' }, '16 to 200'],
    [{ kind: 'email', to: [] }, 'one to 20'],
    [{ kind: 'email', to: ['ada@example.com, eve@example.com'] }, 'no e-mail address'],
    [{ kind: 'email', to: ['ada@example.com\r\nBcc: eve@example.com'] }, 'no e-mail address'],
  ] as const)('are refused with %j', async (target, why) => {
    const added = addChannel(ops.pool, { keys, sender }, { name: 'bad', target })
    await expect(added).rejects.toThrow(why)
    await expect(added).rejects.toMatchObject({ kind: 'invalid' })
    expect(await listChannels(ops.pool)).toEqual([])
  })

  it('by mail are refused where no mail server is set up', async () => {
    const added = addChannel(ops.pool, { keys, sender }, { name: 'mail', target: { kind: 'email', to: ['ada@example.com'] } })
    await expect(added).rejects.toThrow('No mail server is set up')
  })

  it('that are removed are gone', async () => {
    const id = await add()
    await removeChannel(ops.pool, id)
    expect(await listChannels(ops.pool)).toEqual([])
    await expect(removeChannel(ops.pool, id)).rejects.toMatchObject({ kind: 'not found' })
  })

  it('open with another master key once their secrets are rewrapped', async () => {
    const id = await add()
    const [next] = randomMasterKeys()
    const both: MasterKeys = [next, ...keys]
    await rewrapConnections(ops.pool, both)
    await sendTest(ops.pool, { keys: [next], sender }, id)
    await expect(sendTest(ops.pool, { keys, sender }, id)).rejects.toThrow('does not open')
  })
})
