import { createRequire } from 'node:module'

/** What we use of kafkajs' consumer group. */
interface ConsumerGroup {
  readonly cluster: object
  memberId: string | null
  joinAndSync: (this: ConsumerGroup) => Promise<void>
  leave: (this: ConsumerGroup) => Promise<void>
}

let isAmended = false

/**
 * kafkajs 2.2.4 forgets its member id when it restarts a consumer after an outage. It then joins as a stranger, and the group waits for the
 * member it was until that one's session runs out: reading stands still for 45 s after Kafka is back. As the same member it goes on at once;
 * a coordinator that does not know it any more says so, and kafkajs joins as a new member.
 */
export function keepMemberId(): void {
  if (isAmended) return
  isAmended = true
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup.js') as { prototype: ConsumerGroup }
  const { joinAndSync, leave } = prototype
  const members = new WeakMap<object, string>()
  prototype.joinAndSync = async function (this: ConsumerGroup): Promise<void> {
    this.memberId ??= members.get(this.cluster) ?? null
    await joinAndSync.call(this)
    if (this.memberId !== null) members.set(this.cluster, this.memberId)
  }
  prototype.leave = async function (this: ConsumerGroup): Promise<void> {
    await leave.call(this)
    members.delete(this.cluster)
  }
}
