/** A topic as the catalogue wants it. Replication follows from the cluster's size, so one catalogue serves all. */
export interface TopicSpec {
  /** Without prefix. */
  readonly name: string
  readonly partitions: number
  /** Kafka's own names: `cleanup.policy`, `retention.ms`, … */
  readonly config: Readonly<Record<string, string>>
}
