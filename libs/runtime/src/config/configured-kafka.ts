import type { KafkaSecurity, SecretSource } from '../kafka/client/kafka-security.js'
import { isSaslMechanism } from '../kafka/client/kafka-security.js'
import type { KafkaSettings } from '../kafka/client/kafka-settings.js'
import { secretFileOf } from './read-config.js'
import type { KafkaClientConfig } from './shared-config.js'

/** The log as a configuration describes it, for a client of this name. */
export function configuredKafka(config: KafkaClientConfig, clientId: string): KafkaSettings {
  const security = securityOf(config)
  return {
    brokers: config.kafkaBrokers,
    clientId,
    topicPrefix: config.kafkaTopicPrefix,
    ...(security && { security }),
  }
}

function securityOf(config: KafkaClientConfig): KafkaSecurity | undefined {
  const { kafkaSsl, kafkaSslCaFile, kafkaSslCertFile, kafkaSslKeyFile } = config
  const { kafkaSaslUsername, kafkaSaslMechanism: mechanism = 'scram-sha-512' } = config
  const keyPassword = secretOf(config, 'kafkaSslKeyPassword')
  const password = secretOf(config, 'kafkaSaslPassword')
  const tls = {
    ...(kafkaSslCaFile !== undefined && { caFile: kafkaSslCaFile }),
    ...(kafkaSslCertFile !== undefined && { certFile: kafkaSslCertFile }),
    ...(kafkaSslKeyFile !== undefined && { keyFile: kafkaSslKeyFile }),
    ...(keyPassword && { keyPassword }),
  }
  const security = {
    ...((kafkaSsl === 'true' || Object.keys(tls).length > 0) && { tls }),
    ...(kafkaSaslUsername !== undefined &&
      password &&
      isSaslMechanism(mechanism) && { sasl: { mechanism, username: kafkaSaslUsername, password } }),
  }
  return Object.keys(security).length > 0 ? security : undefined
}

function secretOf(config: KafkaClientConfig, property: 'kafkaSslKeyPassword' | 'kafkaSaslPassword'): SecretSource | undefined {
  const [text, file] = [config[property], secretFileOf(config, property)]
  if (file !== undefined) return { file }
  return text === undefined ? undefined : { text }
}
