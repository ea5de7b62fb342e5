import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { RAW_TOPIC } from '@trellis/greenhouse'
import type { Message } from '@trellis/pipeline'
import type { EventLog } from '@trellis/runtime'
import { decryptedWith, isEncrypted, isPacked } from './age.js'
import { checkHead, readLine } from './raw-line.js'

/** What is imported. */
interface RawImport {
  /** A path, packed where it ends in `.gz` or `.gz.age`, encrypted where it ends in `.age`; `-` for standard input. */
  readonly file: string
  /** A file with an identity of age, for what is encrypted. */
  readonly identity?: string | undefined
  /** Records that are skipped: those that an import that was interrupted had appended. */
  readonly after?: number | undefined
  /** Called with how many records of the file are on the log. */
  readonly onProgress?: (done: number) => void
}

const AT_A_TIME = 500
const BYTES_AT_A_TIME = 4 * 1024 * 1024

/** An import that came to an end before its file did. */
class ImportInterrupted extends Error {
  constructor(
    /** Records of the file that are on the log. */
    readonly done: number,
    override readonly cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : 'for a reason unknown'
    super(
      `${why}. ${done} records of the file are on the log: go on with --after ${done}, or from the beginning, which does no harm`,
    )
  }
}

/**
 * Appends an export to raw: keys and bytes as they were, each event with the version it had (rule G3). Doing so twice, or into a log that holds some
 * of it, changes nothing: ids are the same, and repetition collapses in the fold. Returns how many records the file holds. Throws
 * ImportInterrupted where it cannot go on, also where the file is not whole.
 */
export async function importRaw(log: EventLog, { file, identity, after = 0, onProgress }: RawImport): Promise<number> {
  let batch: Message[] = []
  let bytes = 0
  let read = 0
  let done = 0
  let announced: number | undefined
  const flush = async (): Promise<void> => {
    await log.append(RAW_TOPIC, batch)
    done = read
    batch = []
    bytes = 0
    onProgress?.(done)
  }
  let number = 0
  try {
    for await (const line of linesOf(file, identity)) {
      number += 1
      if (number === 1) {
        checkHead(line)
        continue
      }
      const found = readNumbered(line, number)
      if (found.type === 'tail') {
        announced = found.records
        continue
      }
      read += 1
      if (read <= after) {
        done = read
        continue
      }
      batch.push(found.message)
      bytes += found.message.value.byteLength
      if (batch.length >= AT_A_TIME || bytes >= BYTES_AT_A_TIME) await flush()
    }
    if (batch.length > 0) await flush()
    if (number === 0) throw new Error('The file is empty')
    if (announced !== read) throw new Error(`The file ends early, after ${read} records: the export was interrupted`)
  } catch (error) {
    throw number <= 1 ? error : new ImportInterrupted(done, error)
  }
  return read
}

function readNumbered(line: string, number: number): ReturnType<typeof readLine> {
  try {
    return readLine(line)
  } catch (error) {
    throw new Error(`Line ${number} of the file ${error instanceof Error ? error.message : 'cannot be read'}`, { cause: error })
  }
}

/** By hand: readline does not hand on what goes wrong below it. */
async function* linesOf(file: string, identity: string | undefined): AsyncGenerator<string> {
  if (isEncrypted(file) && identity === undefined) throw new Error(`${file} needs --identity`)
  const bytes = file === '-' ? process.stdin : createReadStream(file)
  const clear = identity === undefined ? bytes : Readable.from(decryptedWith(identity, bytes))
  const input = isPacked(file) ? pipeline(clear, createGunzip(), () => undefined) : clear
  input.setEncoding('utf8')
  let parts: string[] = []
  for await (const chunk of input as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n')
    parts.push(first)
    for (const next of others) {
      yield parts.join('')
      parts = [next]
    }
  }
  const rest = parts.join('')
  if (rest !== '') yield rest
}
