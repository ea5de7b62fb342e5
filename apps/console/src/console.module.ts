import { Module, type DynamicModule } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { LOGGER, POOL, type Logger, type Pool } from '@trellis/runtime'
import { AccessGuard } from './access/access.guard.js'
import { CsrfCheck } from './access/csrf-check.js'
import { Sessions } from './access/sessions.js'
import { AccountsController } from './accounts/accounts.controller.js'
import { Accounts } from './accounts/accounts.js'
import { AuditLogController } from './audit-log/audit-log.controller.js'
import { ConnectionsController, ENVIRONMENT_CONNECTION } from './connections/connections.controller.js'
import { JobRunner } from './jobs/job-runner.js'
import { JobsController } from './jobs/jobs.controller.js'
import { OpenApiController, OpenApiHolder } from './openapi/openapi.controller.js'
import { ProblemReplays } from './problems/problem-replays.js'
import { ProblemsController } from './problems/problems.controller.js'
import { ReplaysController } from './problems/replays.controller.js'
import { SessionController } from './session/session.controller.js'
import { SignIn } from './session/sign-in.js'
import { LOG_OF, StatusController, type LogOf } from './status/status.controller.js'
import { Throttle } from './session/throttle.js'

/** What the console works with. */
export interface ConsolePorts {
  readonly pool: Pool
  readonly logOf: LogOf
  /** Where people open it. */
  readonly publicUrl: URL
  /** The connection that variables describe, where they do. */
  readonly environmentConnection: string | undefined
  readonly logger: Logger
}

@Module({})
export class ConsoleModule {
  static of({ pool, logOf, publicUrl, environmentConnection, logger }: ConsolePorts): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [
        SessionController,
        AccountsController,
        AuditLogController,
        ConnectionsController,
        StatusController,
        ...[ProblemsController, ReplaysController, JobsController],
        OpenApiController,
      ],
      providers: [
        { provide: POOL, useValue: pool },
        { provide: LOGGER, useValue: logger },
        { provide: LOG_OF, useValue: logOf },
        { provide: CsrfCheck, useValue: new CsrfCheck(publicUrl) },
        { provide: ENVIRONMENT_CONNECTION, useValue: environmentConnection ?? null },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...[Sessions, Throttle, SignIn, Accounts, OpenApiHolder],
        ...[JobRunner, ProblemReplays],
      ],
    }
  }
}
