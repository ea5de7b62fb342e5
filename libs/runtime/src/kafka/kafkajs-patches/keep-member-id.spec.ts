import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import { keepMemberId } from './keep-member-id.js'

/** What kafkajs makes of a consumer each time that it starts it. */
interface ConsumerGroup {
  joinAndSync(): Promise<void>
  leave(): Promise<void>
}

const require = createRequire(import.meta.url)
const inKafkajs = (path: string): unknown => require(`kafkajs/src/${path}`)
const TheirGroup = inKafkajs('consumer/consumerGroup.js') as new (of: object) => ConsumerGroup
const logger = { namespace: () => logger, debug: () => undefined, info: () => undefined, warn: () => undefined }

/** A coordinator that knows who has joined, and gives each newcomer a member id. */
class Coordinator {
  readonly askedAs: string[] = []
  private readonly known = new Set<string>()

  async joinGroup({ memberId }: { readonly memberId: string }): Promise<object> {
    this.askedAs.push(memberId)
    if (memberId !== '' && !this.known.has(memberId)) throw Object.assign(new Error('unknown'), { type: 'UNKNOWN_MEMBER_ID' })
    const id = memberId === '' ? `member-${this.askedAs.length}` : memberId
    this.known.add(id)
    return { generationId: 1, leaderId: 'another', memberId: id, members: [], groupProtocol: 'RoundRobinAssigner' }
  }

  async syncGroup(): Promise<object> {
    return { memberAssignment: Buffer.alloc(0) }
  }

  async leaveGroup({ memberId }: { readonly memberId: string }): Promise<void> {
    this.known.delete(memberId)
  }

  forget(): void {
    this.known.clear()
  }
}

/** One consumer's connection to the cluster, which outlives its restarts. */
function consumer(): { readonly coordinator: Coordinator; readonly started: () => ConsumerGroup } {
  const coordinator = new Coordinator()
  const cluster = {
    findGroupCoordinator: async () => coordinator,
    refreshMetadata: async () => undefined,
    committedOffsets: () => ({}),
  }
  const retry = { initialRetryTime: 1, retries: 2 }
  const emitter = { emit: () => undefined }
  const of = { cluster, retry, logger, instrumentationEmitter: emitter, groupId: 'readers', topics: [], assigners: [] }
  return { coordinator, started: () => new TheirGroup(of) }
}

describe('a consumer that kafkajs starts again', () => {
  it('joins as the member it was, where kafkajs by itself joins as a new one', async () => {
    const before = consumer()
    await before.started().joinAndSync()
    await before.started().joinAndSync()
    expect(before.coordinator.askedAs).toEqual(['', ''])

    keepMemberId()
    const { coordinator, started } = consumer()
    await started().joinAndSync()
    await started().joinAndSync()
    expect(coordinator.askedAs).toEqual(['', 'member-1'])
  })

  it('joins as a new member where the coordinator does not know that member any more', async () => {
    keepMemberId()
    const { coordinator, started } = consumer()
    await started().joinAndSync()
    coordinator.forget()
    await started().joinAndSync()
    expect(coordinator.askedAs).toEqual(['', 'member-1', ''])
  })

  it('joins as a new member once it has left', async () => {
    keepMemberId()
    const { coordinator, started } = consumer()
    const group = started()
    await group.joinAndSync()
    await group.leave()
    await started().joinAndSync()
    expect(coordinator.askedAs).toEqual(['', ''])
  })
})
