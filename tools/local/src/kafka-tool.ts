import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { privately, writePrivately } from './private-dir.js'
import { kafkaAssetsDir } from './workspace.js'

/** What Kafka's own tools run with, and a folder for our eyes only. */
export type KafkaTools = { readonly java: string; readonly lib: string; readonly dir: string }

/** Runs one of Kafka's own tools. Its arguments may be passwords: they are read from a file, which no list of processes shows. */
export async function runKafkaTool({ java, lib, dir }: KafkaTools, main: string, args: readonly string[]): Promise<void> {
  const file = join(dir, `arguments-${randomBytes(6).toString('hex')}`)
  const logging = `-Dlog4j2.configurationFile=${join(kafkaAssetsDir, 'log4j2.properties')}`
  const all = ['-XX:TieredStopAtLevel=1', logging, '-cp', `${lib}/*`, main, ...args]
  await writePrivately(file, all.map((each) => `${quoted(each)}\n`).join(''))
  try {
    await privately(() => promisify(execFile)(java, [`@${file}`]))
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Error(`${main} failed: ${said}`, { cause: error })
  } finally {
    await rm(file, { force: true })
  }
}

/** As the launcher of Java takes words in a file. */
function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
