/** A topic as it is to be made. Replication is the cluster's matter: three replicas and `min.insync.replicas` 2 in production, one on a laptop. */
export interface TopicSpec {
  readonly name: string
  readonly partitions: number
  readonly config: Readonly<Record<string, string>>
  /** Options in which a topic of an earlier release may differ: it is used as it is, and a warning says so. */
  readonly tolerated?: readonly string[]
}

/** Every body we were given. The source of truth: nothing here expires. */
export const RAW_TOPIC = 'greenhouse.raw'

/** How many partitions raw is made with. */
export const RAW_PARTITIONS = 12

/** What could not be read. */
export const PROBLEMS_TOPIC = 'greenhouse.problems'

/** What canonical events are grouped by, so a platform team can grant them separately. */
export const DOMAINS = [
  'applications',
  'candidates',
  'jobs',
  'offers',
  'interviews',
  'scorecards',
  'demographics',
  'organization',
  'settings',
] as const
export type Domain = (typeof DOMAINS)[number]

/** The topic of a domain's canonical events. */
export function canonicalTopic(domain: string): string {
  return `greenhouse.${domain}`
}

/** Every canonical topic. */
export const canonicalTopics: readonly string[] = DOMAINS.map(canonicalTopic)

const DAY_MS = 86_400_000

/** Above the largest body that is let in, so what was accepted can always be appended (rule G2). */
const MAX_MESSAGE_BYTES = String(16 * 1024 * 1024)

/** What a canonical message may hold, with room left for headers. Bytes that are no UTF-8 and numbers beyond doubles grow when they are read. */
export const MAX_VALUE_BYTES = 15 * 1024 * 1024

const DERIVED = {
  'cleanup.policy': 'delete',
  // To append is not to choose the instant: the writer leaves out what claims to be later (rule V2).
  'message.timestamp.type': 'LogAppendTime',
  'retention.ms': String(28 * DAY_MS),
  'max.message.bytes': MAX_MESSAGE_BYTES,
  'unclean.leader.election.enable': 'false',
}

const TOLERATED = ['message.timestamp.type']

/** The catalogue: every topic of ours. */
export const topics: readonly TopicSpec[] = [
  {
    name: RAW_TOPIC,
    partitions: RAW_PARTITIONS,
    config: {
      // Keys are unique per append: compaction only ever carries out an erasure, within the lag below and a segment's age (rules G1, G2).
      'cleanup.policy': 'compact',
      'message.timestamp.type': 'LogAppendTime',
      'max.message.bytes': MAX_MESSAGE_BYTES,
      'max.compaction.lag.ms': String(7 * DAY_MS),
      'segment.ms': String(DAY_MS),
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'unclean.leader.election.enable': 'false',
    },
  },
  ...DOMAINS.map((domain) => ({ name: canonicalTopic(domain), partitions: 6, config: DERIVED, tolerated: TOLERATED })),
  { name: PROBLEMS_TOPIC, partitions: 6, config: DERIVED, tolerated: TOLERATED },
]
