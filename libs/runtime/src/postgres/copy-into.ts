import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from } from 'pg-copy-streams'

const CHUNK = 64 * 1024

/** Runs `copy … from stdin` with these lines (COPY text format, each with its line end), a chunk of about 64 KB at a time. */
export async function copyInto(client: ClientBase, statement: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks(lines), { objectMode: true, highWaterMark: 2 }), client.query(from(statement)))
}

function* chunks(lines: Iterable<string>): Generator<Buffer> {
  let parts: string[] = []
  let size = 0
  for (const line of lines) {
    parts.push(line)
    size += line.length
    if (size < CHUNK) continue
    yield Buffer.from(parts.join(''))
    parts = []
    size = 0
  }
  if (parts.length > 0) yield Buffer.from(parts.join(''))
}
