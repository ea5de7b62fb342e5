import { readFile } from 'node:fs/promises'
import { isArray, isObject, parseJson, type Json, type JsonObject } from '@trellis/pipeline'

/** A webhook's body. */
export interface WebhookSample {
  readonly action: string
  readonly body: JsonObject
}

/** Bodies to draft a resource from. */
export interface Samples {
  readonly records: readonly JsonObject[]
  readonly webhooks: readonly WebhookSample[]
}

/** Reads files; `-` is standard input. Each holds a listing (an array), one record, or a webhook's body. Throws an Error on anything else. */
export async function readSamples(files: readonly string[]): Promise<Samples> {
  const read = await Promise.all(files.map(async (file) => samplesIn(file, parseJson(await textOf(file)))))
  return { records: read.flatMap(({ records }) => records), webhooks: read.flatMap(({ webhooks }) => webhooks) }
}

function samplesIn(file: string, json: Json | undefined): Samples {
  if (isArray(json) && json.every((item) => isObject(item))) return { records: json, webhooks: [] }
  if (!isObject(json)) throw new Error(`${file} holds neither a JSON object nor an array of them`)
  const { action, payload } = json
  if (typeof action === 'string' && payload !== undefined) return { records: [], webhooks: [{ action, body: json }] }
  return { records: [json], webhooks: [] }
}

async function textOf(file: string): Promise<string> {
  if (file !== '-') return readFile(file, 'utf8')
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
