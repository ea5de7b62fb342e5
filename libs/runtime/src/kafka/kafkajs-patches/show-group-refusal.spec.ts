import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import { showGroupRefusal } from './show-group-refusal.js'

/** What kafkajs' pool of brokers shows of itself. */
interface Pool {
  brokers: object
  withBroker(ask: (broker: object) => Promise<string>): Promise<string | null>
}

const BrokerPool = createRequire(import.meta.url)('kafkajs/src/cluster/brokerPool.js') as new (of: object) => Pool

/** Asks two brokers that are connected, each of which answers as it is given. */
function asked(...answers: readonly (string | Error)[]): Promise<string | null> {
  const pool = new BrokerPool({ logger: { namespace: () => ({}) } })
  pool.brokers = { 1: { isConnected: () => true }, 2: { isConnected: () => true } }
  const left = [...answers]
  return pool.withBroker(async () => {
    const answer = left.shift()
    if (typeof answer === 'string') return answer
    throw answer ?? new Error('asked too often')
  })
}

const refusal = Object.assign(new Error('no ACL'), { type: 'GROUP_AUTHORIZATION_FAILED' })

describe('a group’s coordinator', () => {
  it('that no broker may name to us is a refusal, where kafkajs by itself drops what they said', async () => {
    expect(await asked(refusal, refusal)).toBeNull()
    showGroupRefusal()
    await expect(asked(refusal, refusal)).rejects.toBe(refusal)
  })

  it('is still what one of them names, and nothing where they are away', async () => {
    showGroupRefusal()
    expect(await asked(refusal, 'there')).toBe('there')
    expect(await asked(new Error('away'), new Error('away'))).toBeNull()
  })
})
