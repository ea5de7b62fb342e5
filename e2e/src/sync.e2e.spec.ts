import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resourceNamed } from '@trellis/greenhouse'
import { SERVICES } from '@trellis/cli'
import { exportedBy } from '@trellis/observability'
import { request } from 'undici'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** How many records a page has at most. */
const PAGE = 500

describe('a company that lives while it is synced', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 200, seed: 11 } })
    await world.start()
  })
  afterAll(() => world.close())

  it('is read page by page, each page once', async () => {
    const { connections } = await world.synced()
    const single = connections.flatMap(({ resources: listings }) => listings.filter(({ resource }) => listingsOf(resource) === 1))
    const read = single.map(({ resource, records }) => [resource, records])
    expect(read).toEqual(single.map(({ resource }) => [resource, world.sandbox.truth(resource).length]))
    expect(single.filter(({ records }) => records > PAGE).length).toBeGreaterThan(1)
  })

  it('ends in tables that equal what the frozen sandbox holds, row by row and cell by cell', async () => {
    world.sandbox.setPace(20)
    world.sandbox.step(200)
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })

  it('shows the newest webhook’s way to its row, and no problems', async () => {
    const status = await world.status()
    expect(status.problems).toBe(0)
    expect(status.connections[0]?.newestWebhook?.milliseconds).toBeGreaterThan(0)
  })

  it.each(SERVICES)('shows the figures of the %s that rules and dashboards count on, with no other labels', async (service) => {
    const text = await metricsOf(world, service)
    const types = [...text.matchAll(/^# TYPE (trellis_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => `${type} ${name}`)
    const listed = exportedBy(service)
    expect(types.toSorted()).toEqual(listed.map(({ name, type }) => `${type} ${name}`).toSorted())
    const labels = new Map(listed.map((metric) => [metric.name, ['le', 'service', ...metric.labels]]))
    const strange = [...text.matchAll(/^(trellis_\w+?)(?:_bucket|_sum|_count)?\{([^}]*)\}/gm)].flatMap(
      ([, name = '', inside = '']) =>
        [...inside.matchAll(/(\w+)="/g)].flatMap(([, label = '']) =>
          (labels.get(name) ?? []).includes(label) ? [] : [`${name}: ${label}`],
        ),
    )
    expect(strange).toEqual([])
  })
})

async function metricsOf({ services }: World, service: (typeof SERVICES)[number]): Promise<string> {
  const answer = await request(`${services.get(service)?.url}/metrics`)
  return answer.body.text()
}

/** How many listings show all of a resource; none for a name that is a further listing's. */
function listingsOf(name: string): number {
  const of = resourceNamed(name)
  return of ? 1 + (of.harvest.also ?? []).length : 0
}
