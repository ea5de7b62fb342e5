import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { RAW_TOPIC, recordEventId, webhookEventId } from '@trellis/greenhouse'
import { fixtures } from '@trellis/greenhouse/testing'
import { encodeRaw, instantOfMs, type Message } from '@trellis/pipeline'
import { newRawKey, type EventLog } from '@trellis/runtime'
import { ownLog, recordsOf, rowsOf, saidBy } from '@trellis/operations/testing'
import { exportRaw } from './export-raw.js'
import { importRaw } from './import-raw.js'

const YEAR_MS = 365 * 86_400_000

/** Webhooks and listings; the header times of some lie a year ahead, so their versions are their append's. */
const webhooks: readonly Message[] = [...fixtures.webhooks].slice(0, 40).flatMap(([action, body], index) => {
  const at = instantOfMs(index % 5 === 0 ? Date.now() + YEAR_MS : 1_700_000_000_000 + index * 1000)
  const connection = index % 2 === 0 ? 'acme' : 'globex'
  const id = webhookEventId(connection, action, body)
  return [encodeRaw({ id, connection, kind: 'webhook', at, delivery: action, body }, newRawKey(connection))]
})
const listed: readonly Message[] = fixtures.listed.slice(0, 40).map(({ resource, body }, index) => {
  const at = instantOfMs(1_700_000_000_500 + index * 1000)
  const id = recordEventId('acme', resource, at, body)
  return encodeRaw({ id, connection: 'acme', kind: 'record', resource, at, body }, newRawKey('acme'))
})
const odd: Message = { key: 'foreign', value: Buffer.from([0xff, 0, 0x0a, 0x22]), headers: { name: 'Zoë' } }

describe('G3 the log of raw events can be moved', () => {
  let dir: string
  let here: EventLog
  let there: EventLog

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'raw-log-'))
    ;[here, there] = await Promise.all([ownLog([RAW_TOPIC]), ownLog([RAW_TOPIC])])
    await here.append(RAW_TOPIC, [...webhooks, ...listed, odd])
  })
  afterAll(async () => {
    await Promise.allSettled([here.close(), there.close(), rm(dir, { recursive: true })])
  })

  const total = webhooks.length + listed.length + 1
  const bytesOf = async (log: EventLog) =>
    new Map((await recordsOf(log, RAW_TOPIC)).map(({ message }) => [message.key, Buffer.from(message.value).toString('hex')]))
  const rows = async (log: EventLog) => rowsOf(saidBy(await recordsOf(log, RAW_TOPIC)))

  it.each(['raw.jsonl', 'raw.jsonl.gz'])('by %s: the same bytes, the same rows with the same versions', async (name) => {
    const file = join(dir, name)
    const far = await ownLog([RAW_TOPIC])
    try {
      expect(await exportRaw(here, { file })).toBe(total)
      expect(await importRaw(far, { file })).toBe(total)
      expect(await bytesOf(far)).toEqual(await bytesOf(here))
      expect(await rows(far)).toEqual(await rows(here))
    } finally {
      await far.close()
    }
  })

  it.each(['raw.jsonl.age', 'raw.jsonl.gz.age'])('by %s: for the holder of an identity alone', async (name) => {
    const file = join(dir, name)
    const [identity, another] = [await generateIdentity(), await generateIdentity()]
    const files = { identity: join(dir, 'identity'), another: join(dir, 'another') }
    await writeFile(files.identity, `# created: 2026-11-30\n${identity}\n`)
    await writeFile(files.another, another)
    const far = await ownLog([RAW_TOPIC])
    try {
      expect(await exportRaw(here, { file, encryptTo: [await identityToRecipient(identity)] })).toBe(total)
      const bytes = await readFile(file)
      expect([bytes.includes('acme'), bytes.subarray(0, 21).toString(), (await stat(file)).mode & 0o077]).toEqual([
        ...[false, 'age-encryption.org/v1', 0],
      ])
      await expect(importRaw(far, { file })).rejects.toThrow('needs --identity')
      await expect(importRaw(far, { file, identity: files.another })).rejects.toThrow('no identity matched')
      await writeFile(join(dir, `cut-${name}`), bytes.subarray(0, -1_000))
      await expect(importRaw(far, { file: join(dir, `cut-${name}`), identity: files.identity })).rejects.toThrow()
      expect(await importRaw(far, { file, identity: files.identity })).toBe(total)
      expect(await bytesOf(far)).toEqual(await bytesOf(here))
    } finally {
      await far.close()
    }
  })

  it('under a name that says whether it is encrypted', async () => {
    const encryptTo = [await identityToRecipient(await generateIdentity())]
    await expect(exportRaw(here, { file: join(dir, 'clear.age') })).rejects.toThrow('needs --encrypt-to')
    await expect(exportRaw(here, { file: join(dir, 'encrypted.gz'), encryptTo })).rejects.toThrow('named so')
    await expect(exportRaw(here, { file: join(dir, 'bad.age'), encryptTo: ['age1xxxxxxxxx'] })).rejects.toThrow()
  })

  it('again and again: repetition changes no row, and what was interrupted goes on', async () => {
    const file = join(dir, 'again.jsonl')
    await exportRaw(here, { file })
    await importRaw(there, { file })
    await importRaw(there, { file, after: total - 10 })
    expect((await recordsOf(there, RAW_TOPIC)).length).toBe(total + 10)
    expect(await rows(there)).toEqual(await rows(here))
  })

  it('in part: a connection’s events, or those appended until an instant', async () => {
    const file = join(dir, 'part.jsonl.gz')
    const ofGlobex = webhooks.filter(({ headers }) => headers['ce_connection'] === 'globex').length
    expect(await exportRaw(here, { file, connection: 'globex' })).toBe(ofGlobex)
    expect(
      JSON.parse(
        gunzipSync(await readFile(file))
          .toString()
          .split('\n')[0] ?? '',
      ),
    ).toMatchObject({ connection: 'globex' })
    const times = (await recordsOf(here, RAW_TOPIC)).map(({ appendedAtMs }) => appendedAtMs)
    expect(await exportRaw(here, { file, untilMs: Math.min(...times) - 1 })).toBe(0)
    expect(await exportRaw(here, { file, untilMs: Math.max(...times) })).toBe(total)
  })

  it('says where a file that is not whole ends, and what is on the log of it', async () => {
    const file = join(dir, 'cut.jsonl')
    await exportRaw(here, { file })
    const lines = (await readFile(file, 'utf8')).split('\n')
    await writeFile(file, lines.slice(0, 4).join('\n'))
    await expect(importRaw(there, { file })).rejects.toThrow(
      'The file ends early, after 3 records: the export was interrupted. 3 records',
    )
    await writeFile(file, [...lines.slice(0, 4), lines[4]?.slice(0, 20)].join('\n'))
    await expect(importRaw(there, { file })).rejects.toThrow('Line 5 of the file is not JSON')
  })

  it('refuses what is no export', async () => {
    const file = join(dir, 'else.json')
    await writeFile(file, '{"id": 7}\n')
    await expect(importRaw(there, { file })).rejects.toThrow('This is no export of raw events')
    await expect(importRaw(there, { file: join(dir, 'none') })).rejects.toThrow('ENOENT')
  })

  it('from every version of the file that was ever written', async () => {
    const far = await ownLog([RAW_TOPIC])
    try {
      expect(await importRaw(far, { file: join(import.meta.dirname, '../../fixtures/raw-export-1.jsonl') })).toBe(2)
      const versions = saidBy(await recordsOf(far, RAW_TOPIC)).map(({ resource, key, version }) => [
        resource,
        key,
        version.slice(0, 15),
      ])
      expect(versions.toSorted()).toEqual([
        ['offers', '7', '060a24181e40001'],
        ['offices', '3', '060a24182d82403'],
      ])
    } finally {
      await far.close()
    }
  })
})
