import kafkajs, { type AclEntry } from 'kafkajs'

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs

/** What a user may do with what is named so, or, where the name ends in a star, with all whose names begin so. */
export type KafkaRight = {
  readonly on: 'topic' | 'group' | 'cluster'
  /** A cluster's is `kafka-cluster`. */
  readonly name: string
  readonly may: readonly (keyof typeof OPERATIONS)[]
}

const OPERATIONS = {
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  create: AclOperationTypes.CREATE,
  delete: AclOperationTypes.DELETE,
  alter: AclOperationTypes.ALTER,
  describe: AclOperationTypes.DESCRIBE,
  describeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  alterConfigs: AclOperationTypes.ALTER_CONFIGS,
} as const

const RESOURCES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP, cluster: AclResourceTypes.CLUSTER } as const

/** The entries that allow it, from wherever the user comes; as filters they name what is to be withdrawn. */
export function aclsOf(user: string, rights: readonly KafkaRight[]): AclEntry[] {
  return rights.flatMap(({ on, name, may }) =>
    may.map((operation) => ({
      resourceType: RESOURCES[on],
      ...patternOf(name),
      principal: `User:${user}`,
      host: '*',
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
    })),
  )
}

/** A star alone is Kafka's own name for all. */
function patternOf(name: string): Pick<AclEntry, 'resourceName' | 'resourcePatternType'> {
  return name.length > 1 && name.endsWith('*')
    ? { resourceName: name.slice(0, -1), resourcePatternType: ResourcePatternTypes.PREFIXED }
    : { resourceName: name, resourcePatternType: ResourcePatternTypes.LITERAL }
}
