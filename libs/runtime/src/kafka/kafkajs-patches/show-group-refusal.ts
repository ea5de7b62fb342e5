import { createRequire } from 'node:module'

/** What we use of kafkajs' pool of brokers. */
interface BrokerPool {
  withBroker: <T>(this: BrokerPool, ask: (broker: object) => Promise<T>) => Promise<T | null>
}

let isPatched = false

/**
 * kafkajs 2.2.4 asks one broker after the other for the coordinator of a group and drops what they say: that an ACL is missing becomes "Failed to
 * find group coordinator", like an outage. Where every broker refused, the refusal is thrown as it came.
 */
export function showGroupRefusal(): void {
  if (isPatched) return
  isPatched = true
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/brokerPool.js') as { prototype: BrokerPool }
  const { withBroker } = prototype
  prototype.withBroker = async function <T>(this: BrokerPool, ask: (broker: object) => Promise<T>): Promise<T | null> {
    let refusal: Error | undefined
    const answer = await withBroker.call(this, async (broker) => {
      try {
        return await ask(broker)
      } catch (error) {
        if (isRefusal(error)) refusal = error
        throw error
      }
    })
    if (answer === null && refusal) throw refusal
    return answer as T | null
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'type' in error && error.type === 'GROUP_AUTHORIZATION_FAILED'
}
