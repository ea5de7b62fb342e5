import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { topics } from '@trellis/greenhouse'
import { statusNow } from '@trellis/operations'
import { ownLog } from '@trellis/operations/testing'
import type { EventLog } from '@trellis/runtime'
import { ADMIN, ownConsole, type OwnConsole } from '../testing/own-console.js'

let log: EventLog
let console: OwnConsole

beforeAll(async () => {
  log = await ownLog(topics.map(({ name }) => name))
  console = await ownConsole({ log })
})
afterAll(async () => {
  await console.close()
  await log.close()
})

describe('the status', () => {
  it('is that of the command line, and has what its description says', async () => {
    const admin = await console.signedIn(ADMIN)
    const { status, body } = await admin.send('GET', '/api/status')
    expect(status).toBe(200)
    expect(body).toEqual(JSON.parse(JSON.stringify(await statusNow({ log, pool: console.pool }))))
    const schema = console.document.components?.schemas?.['StatusAnswer']
    expect(Object.keys(schema && 'properties' in schema ? (schema.properties ?? {}) : {}).toSorted()).toEqual(
      Object.keys(body).toSorted(),
    )
  })
})
