import { dirname, join } from 'node:path'
import { kafkaVersion, localDir, mavenJars, workspaceRoot } from '@trellis/local'

/** The version of the sink that is measured. */
export const DEBEZIUM = '3.5.0.Final'

const poms = join(workspaceRoot, 'bench/debezium')

/** Where Kafka Connect's jars are, and the folder of its plug-ins, which holds the sink alone. Fetched with Maven once. */
export async function debeziumJars(log: (line: string) => void): Promise<{ readonly connect: string; readonly plugins: string }> {
  const kafka = await kafkaVersion()
  const connect = await mavenJars(
    {
      what: `Kafka Connect ${kafka}`,
      megabytes: 35,
      pom: join(poms, 'connect.xml'),
      properties: { 'kafka.version': kafka },
      lib: join(localDir, `connect-${kafka}`, 'lib'),
    },
    log,
  )
  const sink = await mavenJars(
    {
      what: `Debezium JDBC sink ${DEBEZIUM}`,
      megabytes: 45,
      pom: join(poms, 'sink.xml'),
      properties: { 'debezium.version': DEBEZIUM },
      lib: join(localDir, `debezium-${DEBEZIUM}`, 'sink'),
    },
    log,
  )
  return { connect, plugins: dirname(sink) }
}
