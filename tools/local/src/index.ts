export { type Certificate, type CertificateRequest, issueCertificate, newAuthority } from './certificates.js'
export { claimDir } from './claim-dir.js'
export { freePort } from './free-port.js'
export { type ForegroundCommand, runInForeground } from './foreground.js'
export {
  type Infrastructure,
  type InfrastructureOptions,
  removeInfrastructure,
  startInfrastructure,
  stopInfrastructure,
} from './infrastructure.js'
export type { Variables } from './infrastructure-state.js'
export { findJava } from './java.js'
export { kafkaJars, kafkaVersion } from './kafka-jars.js'
export { type KafkaOptions, type RunningKafka, startKafka } from './kafka.js'
export type { KafkaRight } from './kafka-rights.js'
export { type JarsWanted, mavenJars } from './maven-jars.js'
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.js'
export { demandPort, isFree, portHolder } from './port-holder.js'
export { privateDir, privately } from './private-dir.js'
export { type RunningAddresses, runningAddresses } from './running-addresses.js'
export { scratchDir } from './scratch-dir.js'
export { type SecureKafka, type SecureKafkaOptions, startSecureKafka } from './secure-kafka.js'
export {
  endProcess,
  isGone,
  isRunning,
  processesMentioning,
  type ServerCommand,
  type ServerProcess,
  spawnServer,
} from './server-process.js'
export { given, terminationSignal } from './termination-signal.js'
export { GiveUp, type Patience, until } from './until.js'
export { dataDir, kafkaAssetsDir, localDir, workspaceRoot } from './workspace.js'
