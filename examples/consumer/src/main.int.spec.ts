import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, it } from '@jest/globals'
import { topics } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { encodeCanonical, instantOfMs, versionOf, type CanonicalEvent, type Json, type Kind } from '@trellis/pipeline'
import { createLogger, EventLog } from '@trellis/runtime'

const brokers = process.env['KAFKA_BROKERS'] ?? ''
const topicPrefix = `example-${process.pid}.`
let log: EventLog
let child: ChildProcess | undefined

beforeEach(async () => {
  log = await EventLog.connect({ brokers: brokers.split(','), clientId: 'spec', topicPrefix }, createLogger('spec', 'silent'))
  await log.ensureTopics(topics)
})

afterEach(async () => {
  child?.kill('SIGKILL')
  await log.close()
})

function about(resource: string, key: string, kind: Kind, atMs: number) {
  const rawId = atMs.toString(16).padStart(24, '0')
  const version = versionOf({ at: instantOfMs(atMs), kind, revision: 1, event: rawId, ordinal: 0 })
  return { id: `${rawId}-0`, connection: 'acme', resource, key, version, cause: { rawId, kind } }
}

const observed = (resource: string, key: string, cells: Readonly<Record<string, Json>>, atMs: number): CanonicalEvent => ({
  ...about(resource, key, 'record', atMs),
  type: 'observed',
  cells,
})

it('counts live and removed rows of the topics', async () => {
  const removed: CanonicalEvent = { ...about('offers', '2', 'webhook', 3000), type: 'removed', how: { by: 'webhook' } }
  const offers = [observed('offers', '1', { status: 'Created' }, 1000), observed('offers', '1', {}, 2000), removed]
  await log.append('greenhouse.offers', [...offers, observed('offers', '2', {}, 1000)].map(encodeCanonical))
  await log.append('greenhouse.jobs', [encodeCanonical(observed('jobs', '1', {}, 1000))])

  const started = spawn(process.execPath, ['dist/main.js'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, KAFKA_TOPIC_PREFIX: topicPrefix },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  let said = ''
  started.stdout.on('data', (chunk: Buffer) => (said += String(chunk)))
  await until(() => said.includes('jobs 1 live, 0 removed\noffers 1 live, 1 removed'), { what: 'the counts' })
  started.kill('SIGTERM')
  await until(() => started.exitCode === 0, { what: 'the end' })
})
