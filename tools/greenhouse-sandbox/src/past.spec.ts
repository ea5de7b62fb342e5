import { expect, it } from '@jest/globals'
import { startSandbox } from './start-sandbox.js'

it('a company whose steps are taken again at their instants is the same company, and sends no webhook twice', async () => {
  const past: number[] = []
  const first = await startSandbox({ seed: 7, candidates: 60, onStep: (at) => past.push(at) })
  first.step(200)
  const truth = first.truth('applications')
  await first.stop()
  const second = await startSandbox({ seed: 7, candidates: 60, past, webhookUrl: 'http://127.0.0.1:9/webhooks' })
  const { pendingDeliveries } = second.state()
  const again = second.truth('applications')
  await second.stop()
  expect(past).toHaveLength(200)
  expect(again).toEqual(truth)
  expect(pendingDeliveries).toBe(0)
})
