/** A topic as the catalogue wants it. Replication follows from the cluster's size, so one catalogue serves all. */
export interface TopicSpec {
  /** Without prefix. */
  readonly name: string
  readonly partitions: number
  /** Kafka's own names: `cleanup.policy`, `retention.ms`, … */
  readonly config: Readonly<Record<string, string>>
  /** Options in which one that was made by an earlier release may differ: it is used as it is, and a warning says so. */
  readonly tolerated?: readonly string[]
}
