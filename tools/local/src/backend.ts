/** What this machine answers when asked; `kafkaFetched`: the jars are here already, Maven is not needed any more. */
export type MachineAnswers = {
  readonly java: boolean
  readonly maven: boolean
  readonly kafkaFetched?: boolean
  readonly postgresPackage?: boolean
  readonly docker: boolean
}

/** Where a server comes from, or what to install, so it can come from somewhere. */
export type Backend =
  { readonly from: 'process' } | { readonly from: 'container' } | { readonly from: 'nowhere'; readonly advice: string }

/** Where Kafka comes from: Java and Maven first (they need no privileges), a container engine otherwise. */
export function chooseBackend({ java, maven, kafkaFetched = false, docker }: MachineAnswers): Backend {
  if (java && (maven || kafkaFetched)) return { from: 'process' }
  if (docker) return { from: 'container' }
  const wanting = [
    ...(java ? [] : ['Java 17 or newer (a JDK or JRE; set JAVA_HOME or put `java` on the PATH)']),
    ...(maven || kafkaFetched ? [] : ['Maven (`mvn` on the PATH)']),
  ]
  const instead = 'Or start a Docker engine, or set KAFKA_BROKERS to a Kafka of yours.'
  return { from: 'nowhere', advice: `Kafka cannot be started here. Install ${wanting.join(' and ')}. ${instead}` }
}

/** Where Postgres comes from: npm's package for this platform first, a container engine otherwise. */
export function choosePostgresBackend({ postgresPackage = false, docker }: MachineAnswers): Backend {
  if (postgresPackage) return { from: 'process' }
  if (docker) return { from: 'container' }
  const instead = 'Start a Docker engine, or set DATABASE_URL to a PostgreSQL of yours.'
  return { from: 'nowhere', advice: `PostgreSQL cannot be started here: npm has no package of it for this platform. ${instead}` }
}
