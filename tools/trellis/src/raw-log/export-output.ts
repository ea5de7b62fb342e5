import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Duplex, PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { encryptedTo, isEncrypted, isPacked } from './age.js'

/** Where the lines of an export go. */
interface Output {
  write(line: string): Promise<void>
  /** Gives the file its name. */
  close(): Promise<void>
}

/** Opens a file, for its owner alone, or standard output (`-`). Throws where the name does not say whether it is encrypted. */
export function openOutput(file: string, recipients: readonly string[]): Output {
  const isForSome = recipients.length > 0
  if (file !== '-' && isEncrypted(file) !== isForSome)
    throw new Error(isForSome ? `An encrypted export is named so: ${file}.age` : `${file} needs --encrypt-to`)
  const partial = `${file}.partial`
  const lines = new PassThrough()
  const sink = file === '-' ? process.stdout : createWriteStream(partial, { mode: 0o600 })
  const stages = [...(isPacked(file) ? [createGzip()] : []), ...(isForSome ? [Duplex.from(encryptedTo(recipients))] : [])]
  // A disk that is full must end the export, not the process: it comes up at the next write.
  let failure: unknown
  const failed = new AbortController()
  const written = pipeline([lines, ...stages, sink], { end: file !== '-' }).catch((error: unknown) => {
    failure = error
    failed.abort()
  })
  const check = (): void => {
    if (failure !== undefined)
      throw failure instanceof Error ? failure : new Error('The file cannot be written', { cause: failure })
  }
  return {
    write: async (line) => {
      check()
      if (!lines.write(`${line}\n`)) await once(lines, 'drain', { signal: failed.signal }).catch(check)
      check()
    },
    close: async () => {
      lines.end()
      await written
      check()
      if (file !== '-') await rename(partial, file)
    },
  }
}
