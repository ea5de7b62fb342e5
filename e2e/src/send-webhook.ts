import { createHmac, randomUUID } from 'node:crypto'
import { request } from 'undici'
import type { World } from './world.js'

/** Signs exactly these bytes as Greenhouse does and sends them; resolves with the status, or undefined where there was no answer. */
export async function sendWebhook({ webhookUrl, sandbox }: World, body: Uint8Array): Promise<number | undefined> {
  const signature = createHmac('sha256', sandbox.webhookSecret).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    signature: `sha256 ${signature}`,
    'greenhouse-event-id': randomUUID(),
  }
  try {
    const answer = await request(webhookUrl, { method: 'POST', headers, body: Buffer.from(body), headersTimeout: 30_000 })
    await answer.body.dump()
    return answer.statusCode
  } catch {
    return undefined
  }
}

/** A webhook about a candidate with this id; nothing else in it differs. */
export function candidateUpdate(id: number): Buffer {
  const candidate = { id, first_name: 'Ines', last_name: `Number ${id}`, custom_fields: {}, tags: [] }
  return Buffer.from(JSON.stringify({ action: 'update_candidate', payload: { candidate } }))
}
