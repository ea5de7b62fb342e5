import { SERVICES, type ServiceAccess } from './catalogue.js'
import { aclsOf, type Acl } from './kafka-acls.js'

/** How Strimzi lets a user in. */
export const AUTHENTICATIONS = ['tls', 'scram-sha-512'] as const
export type Authentication = (typeof AUTHENTICATIONS)[number]

interface KafkaUsersOptions {
  /** Before every topic's and group's name. */
  readonly prefix?: string
  readonly authentication?: Authentication
}

const HEAD = `# What each process may do on the log, and no more: made by \`trellis acls\` out of one catalogue, do not edit by hand. None may create, alter or delete a topic.
# Each looks at all topics and their options when it starts, hence Describe and DescribeConfigs.
`

/** The users of all processes for Strimzi's User Operator, as YAML. */
export function kafkaUsers({ prefix = '', authentication = 'tls' }: KafkaUsersOptions = {}): string {
  return HEAD + SERVICES.map((service) => kafkaUser(service, prefix, authentication)).join('---\n')
}

function kafkaUser(service: ServiceAccess, prefix: string, authentication: Authentication): string {
  return `apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: ${service.name}
  labels: { strimzi.io/cluster: trellis }
spec:
  authentication: { type: ${authentication} }
  authorization:
    type: simple
    acls:
${aclsOf(service, prefix).map(entry).join('')}`
}

function entry({ type, name, pattern, operations }: Acl): string {
  return `      - resource: { type: ${type}, name: ${name}, patternType: ${pattern} }
        operations: [${operations.join(', ')}]
`
}
