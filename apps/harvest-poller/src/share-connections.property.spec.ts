import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { shareConnections } from './share-connections.js'

/** Poller processes as they share leases: each looks, gives up and takes; a lease that is free goes to the first that waits for it. */
class Processes {
  private readonly running = new Map<string, Set<string>>()
  readonly holders = new Map<string, string>()

  constructor(private readonly connections: readonly string[]) {}

  get names(): readonly string[] {
    return [...this.running.keys()]
  }

  start(name: string): void {
    this.running.set(name, new Set())
  }

  end(name: string): void {
    this.running.delete(name)
    for (const [id, holder] of this.holders) if (holder === name) this.holders.delete(id)
  }

  /** Gives how many connections changed hands. */
  look(name: string): number {
    const running = this.running.get(name) ?? new Set()
    const { connections, holders } = this
    const sharing = { holder: name, pollers: this.running.size, connections, holders, running: [...running] }
    const { take, leave } = shareConnections(sharing)
    for (const id of leave) {
      running.delete(id)
      if (holders.get(id) === name) holders.delete(id)
    }
    for (const id of take) running.add(id)
    return take.length + leave.length
  }

  /** The lease of each connection that is free goes to one of those that wait for it. */
  acquire(first: (waiting: readonly string[]) => string | undefined): void {
    for (const id of this.connections) {
      const waiting = this.names.filter((name) => this.running.get(name)?.has(id))
      const next = first(waiting)
      if (!this.holders.has(id) && next !== undefined) this.holders.set(id, next)
    }
  }

  shares(): readonly number[] {
    return this.names.map((name) => [...this.holders.values()].filter((holder) => holder === name).length)
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('look' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('acquire' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('start' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('end' as const), which: fc.nat() }) },
)

describe('shareConnections', () => {
  it('comes to rest with every connection polled by one process, none of which polls more than its share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        const connections = Array.from({ length: count }, (_, n) => `c${n}`)
        const processes = new Processes(connections)
        processes.start('p')
        const one = (which: number): string => processes.names[which % processes.names.length] ?? 'p'
        for (const [n, { type, which }] of steps.entries()) {
          if (type === 'start') processes.start(`p${n}`)
          else if (type === 'look') processes.look(one(which))
          else if (type === 'acquire') processes.acquire((waiting) => waiting[which % Math.max(1, waiting.length)])
          else if (processes.names.length > 1) processes.end(one(which))
        }
        const round = (): number => {
          const changes = processes.names.reduce((sum, name) => sum + processes.look(name), 0)
          processes.acquire((waiting) => waiting[0])
          return changes
        }
        for (let n = 0; n < 4; n += 1) round()
        expect(round()).toBe(0)
        expect([...processes.holders.keys()].sort()).toEqual([...connections].sort())
        expect(Math.max(...processes.shares())).toBeLessThanOrEqual(Math.ceil(count / processes.names.length))
      }),
    )
  })

  it('moves nothing that is within its share', () => {
    const holders = new Map([
      ['c1', 'p'],
      ['c2', 'q'],
    ])
    const sharing = { holder: 'p', pollers: 2, connections: ['c1', 'c2', 'c3'], holders, running: ['c1'] }
    expect(shareConnections(sharing)).toEqual({ take: ['c3'], leave: [] })
  })
})
