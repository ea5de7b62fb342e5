export * from './access/change-owners.js'
export * from './access/grant-generation.js'
export * from './access/role-purpose.js'
export * from './config/alert-config.js'
export * from './config/configured-kafka.js'
export * from './config/configured-postgres.js'
export * from './config/master-key-config.js'
export * from './config/read-config.js'
export { Rule } from './config/rule.js'
export { Secret } from './config/secret.js'
export * from './config/shared-config.js'
export * from './config/shown-settings.js'
export * from './config/webhook-secrets.js'
export * from './end-in-one-line.js'
export * from './fault.js'
export * from './http/confidential-url.js'
export * from './http/post-outside.js'
export * from './http/public-address.js'
export * from './mail/send-mail.js'
export * from './http/receive.js'
export * from './kafka/consumer/batch-consumer-options.js'
export * from './kafka/log/event-log.js'
export * from './kafka/consumer/group-commit.js'
export type * from './kafka/client/kafka-security.js'
export * from './kafka/client/kafka-settings.js'
export { kafkajsOptions } from './kafka/client/kafkajs-options.js'
export * from './kafka/consumer/log-batch.js'
export * from './kafka/log/log-busy.js'
export * from './kafka/log/message-refused.js'
export * from './kafka/log/raw-key.js'
export * from './kafka/log/sum-offsets.js'
export * from './kafka/consumer/out-of-range.js'
export * from './kafka/consumer/slices.js'
export type { ScanHandler } from './kafka/log/scan-log.js'
export type { OffsetRange } from './kafka/log/offset-ranges.js'
export * from './kafka/client/topic-spec.js'
export * from './kafka/consumer/turns.js'
export * from './ops/absence-hold.js'
export * from './ops/access-role.js'
export * from './ops/alert.js'
export * from './ops/alert-channel.js'
export * from './ops/alert-notification.js'
export * from './ops/alive.js'
export * from './ops/read-alert-facts.js'
export * from './ops/audit.js'
export * from './ops/audit-difference.js'
export * from './ops/audit-log.js'
export * from './ops/audit-listing.js'
export * from './ops/audit-report.js'
export {
  addConnection,
  changeConnection,
  clientDigest,
  connectionIds,
  connectionsKnown,
  expectedOf,
  isProvenClient,
  leaveOutByConnection,
  leaveOutOf,
  noteExpected,
  noteProvenClient,
  pausedConnections,
  replaceWebhookSecrets,
  setLeaveOut,
  storedConnections,
  type Expected,
  type StoredConnection,
} from './ops/connection-record.js'
export * from './ops/connection-hand-over.js'
export * from './ops/connections.js'
export * from './ops/console-account.js'
export * from './ops/console-first-admin.js'
export * from './ops/connection-rows.js'
export * from './ops/console-job.js'
export * from './ops/due-read.js'
export * from './ops/failing-task.js'
export * from './ops/generation.js'
export * from './ops/generation-lock.js'
export * from './ops/held-cells.js'
export * from './ops/held-table.js'
export * from './ops/hold-lease.js'
export * from './ops/known-keys.js'
export * from './ops/list-generations.js'
export * from './ops/lock-listings.js'
export {
  allPositionsOf,
  forgetGenerationPositions,
  forgetTablePositions,
  lockPosition,
  movePosition,
  skippedIn,
  markSkipped,
  positionsIn,
  positionsOf,
  rebuildReader,
  setPosition,
  writerReader,
} from './ops/log-position.js'
export * from './ops/note-skipped.js'
export * from './ops/migrate-ops.js'
export * from './ops/open-ops.js'
export * from './ops/audit-entities.js'
export * from './ops/entities.js'
export * from './ops/webhook-entities.js'
export * from './ops/ops.js'
export * from './ops/upsert-newer.js'
export * from './ops/mark-mentioned.js'
export * from './ops/problem.js'
export * from './ops/permission-check.js'
export { removeConnection } from './ops/remove-connection.js'
export * from './ops/rewrap-connections.js'
export * from './ops/service-process.js'
export * from './ops/read-due.js'
export * from './ops/read-freshness.js'
export type { ProgressChange } from './ops/progress-change.js'
export * from './ops/read-progress.js'
export * from './ops/read-status.js'
export * from './ops/read-suspects.js'
export * from './ops/suspect.js'
export * from './ops/webhook.js'
export * from './ops/webhook-delivery.js'
export * from './ops/webhook-endpoint.js'
export * from './ops/webhook-refusal.js'
export * from './ops/webhook-secrets.js'
export * from './ops/withheld.js'
export * from './ops/rebuild-event.js'
export * from './ops/rebuild-order.js'
export * from './ops/listing-progress.js'
export * from './postgres/copy-into.js'
export * from './postgres/grants.js'
export type { DatabaseUrl } from './postgres/database-url.js'
export * from './postgres/narrow-down.js'
export * from './postgres/pg-fault.js'
export * from './postgres/pipelined.js'
export * from './postgres/pool.js'
export * from './postgres/pool-metrics.js'
export * from './postgres/refused.js'
export * from './postgres/table-shape.js'
export * from './postgres/text-array.js'
export * from './postgres/transact-at.js'
export * from './postgres/transact.js'
export * from './retry-fault.js'
export { OpenedSecrets } from './secrets/opened-secrets.js'
export { sealSecret } from './secrets/seal-secret.js'
export { masterKeyEntries, masterKeyEntriesIn, masterKeysOf, type MasterKeys } from './secrets/master-keys.js'
export * from './telemetry/logger.js'
export * from './telemetry/metrics.js'
export * from './telemetry/tracing/start-tracing.js'
export * from './telemetry/tracing/traced-batch.js'
export * from './telemetry/tracing/tracing.js'
