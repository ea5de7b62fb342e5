import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mavenJars } from './maven-jars.js'
import { kafkaAssetsDir, localDir } from './workspace.js'

const pom = join(kafkaAssetsDir, 'pom.xml')

/** The version of the broker, as the pom pins it. */
export async function kafkaVersion(): Promise<string> {
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(await readFile(pom, 'utf8'))?.[1]
  if (version === undefined) throw new Error(`${pom} does not say which Kafka`)
  return version
}

/** Where the broker's jars are (or will be) kept. */
export async function kafkaLibDir(): Promise<string> {
  return join(localDir, `kafka-${await kafkaVersion()}`, 'lib')
}

/** The folder with Kafka's jars, fetched with Maven when they are not there yet. */
export async function kafkaJars(log: (line: string) => void): Promise<string> {
  const what = `Apache Kafka ${await kafkaVersion()}`
  return mavenJars({ what, megabytes: 45, pom, lib: await kafkaLibDir() }, log)
}
