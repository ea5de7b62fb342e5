import { encodeRaw, instantOfMs, type Message } from '@trellis/pipeline'
import { newRawKey } from '@trellis/runtime'
import { CONNECTION } from '../bed.js'
import { webhookBodies } from './webhook-bodies.js'

/** So many events are made at a time: what is held meanwhile does not grow with the log. */
const BLOCK = 200_000
const EVENTS_PER_ENTITY = 10
const FIRST_ID = 1_000_000

/** Raw events with bodies of 6 KB, ten about each application: the longer the log, the more rows. */
export function* rawWebhooks(count: number, seed: number): Generator<Message> {
  const beganAt = Date.now()
  for (let from = 0; from < count; from += BLOCK) {
    const block = Math.min(BLOCK, count - from)
    const entities = Math.ceil(block / EVENTS_PER_ENTITY)
    const bodies = webhookBodies(entities, entities, seed + from, 'of no account', FIRST_ID + from)
    for (let index = 0; index < block; index++) {
      const body = bodies[index % entities]?.body ?? Buffer.alloc(0)
      const id = (from + index).toString(16).padStart(24, '0')
      yield encodeRaw({ id, connection: CONNECTION, kind: 'webhook', at: instantOfMs(beganAt), body }, newRawKey(CONNECTION))
    }
  }
}
