import { readFile } from 'node:fs/promises'
import { RAW_TOPIC, recordEventId, recordFacts, resourceNamed, resources, sliceRecords, source } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs, normalize, type RawEvent } from '@trellis/pipeline'
import { newRawKey, markMentioned, type EventLog, type Pool } from '@trellis/runtime'

/** Records that an operator has and Greenhouse does not list any more: a file or standard input with a JSON object or an array of them. */
interface RawAppend {
  readonly connection: string
  readonly resource: string
  /** A path, or `-` for standard input. */
  readonly file: string
  /** When the records were true; now, if not given. Milliseconds since the epoch. */
  readonly atMs: number
}

/**
 * Appends the records to raw as a listing would; the bytes of each stay as they are. The known entities are marked before, or the poller would go on
 * skipping listings that equal the one before ours (rule L2). Returns how many. Throws an Error on unusable input.
 */
export async function rawAppend(log: EventLog, pool: Pool, { connection, resource, file, atMs }: RawAppend): Promise<number> {
  const of = resourceNamed(resource)
  if (!of) throw new Error(`There is no resource '${resource}'. There is: ${resources.map(({ name }) => name).join(', ')}`)
  const bytes = file === '-' ? await standardInput() : await readFile(file)
  const slices = recordsIn(bytes)
  const at = instantOfMs(atMs)
  const raws = slices.map((body): RawEvent => {
    const key = recordFacts(of, body)?.key
    const id = recordEventId(connection, resource, at, body)
    return { id, connection, kind: 'record', resource, ...(key !== undefined && { key }), at, body }
  })
  for (let start = 0; start < raws.length; start += 500) {
    const some = raws.slice(start, start + 500)
    await markMentioned(
      pool,
      some.flatMap((raw) => normalize(source, raw).events),
    )
    await log.append(
      RAW_TOPIC,
      some.map((raw) => encodeRaw(raw, newRawKey(connection))),
    )
  }
  return raws.length
}

function recordsIn(bytes: Uint8Array): readonly Uint8Array[] {
  const text = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart()
  const records = text.startsWith('[') ? sliceRecords(bytes) : text.startsWith('{') ? [bytes] : undefined
  if (!records) throw new Error('The input is neither a JSON object nor an array of them')
  return records
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
