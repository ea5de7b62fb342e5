import { randomUUID } from 'node:crypto'
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { resourcesKept } from '@trellis/greenhouse'
import { withheldBy, type Resource } from '@trellis/pipeline'
import {
  askPermissions,
  askPrivateCandidates,
  CredentialsRefused,
  keptCredentials,
  noteGranted,
  type AskedResource,
  type HarvestAccount,
  type HarvestAddresses,
} from '@trellis/operations'
import {
  beginPermissionCheck,
  endPermissionCheck,
  Fault,
  leaveOutOf,
  LOGGER,
  notePermissionAnswers,
  permissionCheckOf,
  POOL,
  recordAct,
  transact,
  type Logger,
  type Pool,
  type PrivateCandidates,
} from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'
import type { Actor } from '../access/person.js'
import { CONNECTION_SECRETS, ConnectionActs, type ConnectionSecrets } from './connection-acts.js'
import { HARVEST } from './credential-trials.js'
import { permissionsAnswer, type Failure } from './permissions-answer.js'
import type { PermissionsAnswer } from './permissions.dto.js'

/** A person watches. */
const LIMIT_MS = 10_000
/** Greenhouse's allowance is for a window of thirty seconds: so many at once do not make it empty sooner than one by one would. */
const AT_ONCE = 6
/** How often answers are kept while they come. */
const KEEP_EVERY_MS = 250

/** What an account grants: asked here, since a person waits for it, and kept as the answers come. */
@Injectable()
export class PermissionChecks implements BeforeApplicationShutdown {
  private readonly stop = new AbortController()
  private readonly running = new Set<Promise<void>>()

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONNECTION_SECRETS) private readonly secrets: ConnectionSecrets,
    @Inject(ConnectionActs) private readonly acts: ConnectionActs,
    @Inject(HARVEST) private readonly addresses: HarvestAddresses,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What was answered last, or so far. */
  async read(id: string): Promise<PermissionsAnswer> {
    await this.acts.one(id)
    const kept = await this.kept(id)
    return permissionsAnswer(await permissionCheckOf(this.pool, id), new Set(kept.map(({ name }) => name)))
  }

  /** Begins to ask, where that is not under way. Throws a ConsoleError where there are no credentials to ask with. */
  async begin(id: string, { who, from }: Actor): Promise<PermissionsAnswer> {
    const { removedAt, hasCredentials } = await this.acts.one(id)
    if (removedAt !== null) throw new ConsoleError('connection-removed')
    if (!hasCredentials) throw new ConsoleError('credentials-missing')
    const account = { ...(await keptCredentials(this.secrets, id)), ...this.addresses }
    const run = randomUUID()
    const isBegun = await transact(this.pool, async (client) => {
      if (!(await beginPermissionCheck(client, id, run))) return false
      const what = 'POST /api/connections/:id/permissions/check'
      await recordAct(client, { who, what, arguments: { connection: id, from } })
      return true
    })
    if (isBegun) this.keep(this.ask(account, run, await this.kept(id)))
    return this.read(id)
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new Error('the console is stopping'))
    await Promise.all(this.running)
  }

  /** What a privacy switch leaves out is not even tried (rule P1). */
  private async kept(id: string): Promise<readonly Resource[]> {
    return resourcesKept(withheldBy((await leaveOutOf(this.pool, id)) ?? []))
  }

  private keep(check: Promise<void>): void {
    const kept = check
      .catch((error: unknown) => this.logger.error({ err: error }, 'a check of permissions failed'))
      .finally(() => this.running.delete(kept))
    this.running.add(kept)
  }

  private async ask(account: HarvestAccount, run: string, among: readonly Resource[]): Promise<void> {
    const late = AbortSignal.timeout(LIMIT_MS)
    const signal = AbortSignal.any([late, this.stop.signal])
    const asked: AskedResource[] = []
    const keeper = new Keeper(() => notePermissionAnswers(this.pool, run, asked))
    let privateCandidates: PrivateCandidates | null = null
    let failure: Failure | null = null
    try {
      await askPermissions(account, {
        signal,
        atOnce: AT_ONCE,
        among,
        onAsked: (one) => {
          asked.push(one)
          keeper.due()
        },
      })
      privateCandidates = await askPrivateCandidates(account, this.pool, signal)
    } catch (error) {
      failure = failureOf(error, signal)
    }
    await keeper.end()
    await endPermissionCheck(this.pool, run, { asked, privateCandidates, failure })
    await noteGranted(this.pool, account.connection, asked)
  }
}

function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return 'time'
  if (error instanceof CredentialsRefused) return 'refused'
  if (error instanceof Fault) return 'unreachable'
  throw error
}

/** Keeps at most every so often, one after the other; what fails is kept with the next, or at the end. */
class Keeper {
  private timer: NodeJS.Timeout | undefined
  private last: Promise<void> = Promise.resolve()

  constructor(private readonly keep: () => Promise<void>) {}

  due(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.last = this.last.then(this.keep).catch(() => undefined)
    }, KEEP_EVERY_MS)
  }

  async end(): Promise<void> {
    clearTimeout(this.timer)
    await this.last
  }
}
