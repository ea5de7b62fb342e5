import { Module, type DynamicModule } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import type { ChannelPorts, HarvestAddresses, WebhookSecretKeeper } from '@trellis/operations'
import { LOGGER, POOL, type Logger, type Pool } from '@trellis/runtime'
import { AccessGuard } from './access/access.guard.js'
import { CsrfCheck } from './access/csrf-check.js'
import { PUBLIC_URL } from './access/public-url.js'
import { Sessions } from './access/sessions.js'
import { AccountsController } from './accounts/accounts.controller.js'
import { Accounts } from './accounts/accounts.js'
import { AlertsController } from './alerts/alerts.controller.js'
import { CHANNEL_PORTS, ChannelActs } from './alerts/channel-acts.js'
import { ChannelsController } from './alerts/channels.controller.js'
import { AuditLogController } from './audit-log/audit-log.controller.js'
import { CompletenessController } from './completeness/completeness.controller.js'
import {
  CONNECTION_SECRETS,
  ConnectionActs,
  ENVIRONMENT_CONNECTION,
  type ConnectionSecrets,
} from './connections/connection-acts.js'
import { ConnectionsController } from './connections/connections.controller.js'
import { CredentialTrials, HARVEST } from './connections/credential-trials.js'
import { HandOverController } from './connections/hand-over.controller.js'
import { HandOvers } from './connections/hand-overs.js'
import { PermissionChecks } from './connections/permission-checks.js'
import { PermissionsController } from './connections/permissions.controller.js'
import { ExplanationsController } from './explanations/explanations.controller.js'
import { JobRunner } from './jobs/job-runner.js'
import { JobsController } from './jobs/jobs.controller.js'
import { OpenApiController, OpenApiHolder } from './openapi/openapi.controller.js'
import { PrivacyActs } from './privacy/privacy-acts.js'
import { PrivacyController } from './privacy/privacy.controller.js'
import { ProblemReplays } from './problems/problem-replays.js'
import { ProblemsController } from './problems/problems.controller.js'
import { ReplaysController } from './problems/replays.controller.js'
import { Purges } from './purges/purges.js'
import { PurgesController } from './purges/purges.controller.js'
import { RebuildActs } from './rebuilds/rebuild-acts.js'
import { RebuildsController } from './rebuilds/rebuilds.controller.js'
import { ServicesController } from './services/services.controller.js'
import { SessionController } from './session/session.controller.js'
import { SignIn } from './session/sign-in.js'
import { SingleSignOnController } from './single-sign-on/single-sign-on.controller.js'
import { SINGLE_SIGN_ON, SingleSignOn, type SingleSignOnSettings } from './single-sign-on/single-sign-on.js'
import { LOG_OF, StatusController, type LogOf } from './status/status.controller.js'
import { Throttle } from './session/throttle.js'
import { DeliveriesController } from './webhooks/deliveries.controller.js'
import { WEBHOOK_SECRETS, WebhookActs } from './webhooks/webhook-acts.js'
import { INGRESS_URL, WebhooksController } from './webhooks/webhooks.controller.js'

/** What the console works with. */
export interface ConsolePorts {
  readonly pool: Pool
  readonly logOf: LogOf
  /** Seals and opens the secrets of connections. */
  readonly connections: ConnectionSecrets
  /** Where Greenhouse is asked. */
  readonly harvest: HarvestAddresses
  /** Where people open it. */
  readonly publicUrl: URL
  /** The company's OpenID provider, where there is one. */
  readonly singleSignOn: SingleSignOnSettings | undefined
  /** The connection that variables describe, where they do. */
  readonly environmentConnection: string | undefined
  /** Opens and seals what webhooks are signed with. */
  readonly webhookSecrets: WebhookSecretKeeper
  /** Where Greenhouse reaches the ingress, where that is known. */
  readonly ingressUrl: URL | undefined
  /** Seals where alerts are sent, and sends tests there. */
  readonly channels: ChannelPorts
  readonly logger: Logger
}

@Module({})
export class ConsoleModule {
  static of(ports: ConsolePorts): DynamicModule {
    const { pool, logOf, connections, harvest, publicUrl, singleSignOn, environmentConnection, logger } = ports
    const { webhookSecrets, ingressUrl, channels } = ports
    return {
      module: ConsoleModule,
      controllers: [
        ...[SessionController, SingleSignOnController, AccountsController, AuditLogController, OpenApiController],
        ...[ConnectionsController, PermissionsController, HandOverController, StatusController],
        ...[ProblemsController, ReplaysController, JobsController, ExplanationsController, CompletenessController],
        ...[WebhooksController, DeliveriesController, AlertsController, ChannelsController],
        ServicesController,
        ...[PrivacyController, PurgesController],
        ...[RebuildsController],
      ],
      providers: [
        { provide: POOL, useValue: pool },
        { provide: LOG_OF, useValue: logOf },
        { provide: LOGGER, useValue: logger },
        { provide: CONNECTION_SECRETS, useValue: connections },
        { provide: HARVEST, useValue: harvest },
        { provide: PUBLIC_URL, useValue: publicUrl },
        { provide: SINGLE_SIGN_ON, useValue: singleSignOn ?? null },
        { provide: WEBHOOK_SECRETS, useValue: webhookSecrets },
        { provide: INGRESS_URL, useValue: ingressUrl ?? null },
        { provide: CHANNEL_PORTS, useValue: channels },
        { provide: CsrfCheck, useValue: new CsrfCheck(publicUrl) },
        { provide: ENVIRONMENT_CONNECTION, useValue: environmentConnection ?? null },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...[Sessions, Throttle, SignIn, SingleSignOn, Accounts, OpenApiHolder],
        ...[JobRunner, ProblemReplays, Purges],
        ...[ConnectionActs, CredentialTrials, PermissionChecks, HandOvers, WebhookActs, ChannelActs],
        ...[PrivacyActs],
        ...[RebuildActs],
      ],
    }
  }
}
