// Made by apps/console-web/api-types.mjs from docs/contracts/console.openapi.json.
export interface paths {
  '/api/accounts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Accounts_list']
    put?: never
    post: operations['Accounts_add']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/accounts/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations['Accounts_change']
    trace?: never
  }
  '/api/alert-channels': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Channels_list']
    put?: never
    post: operations['Channels_add']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/alert-channels/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['Channels_remove']
    options?: never
    head?: never
    patch: operations['Channels_change']
    trace?: never
  }
  '/api/alert-channels/{id}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Channels_test']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/alerts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Alerts_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/alerts/rules': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Alerts_rules']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/audit-log': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['AuditLog_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/completeness': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Completeness_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/completeness/{connection}/audits': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Completeness_audit']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/completeness/{connection}/removals/{resource}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Completeness_plan']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/completeness/{connection}/removals/{resource}/confirm': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Completeness_confirm']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/completeness/{connection}/sweeps': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Completeness_sweep']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Connections_list']
    put?: never
    post: operations['Connections_add']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Connections_read']
    put?: never
    post?: never
    delete: operations['Connections_remove']
    options?: never
    head?: never
    patch: operations['Connections_change']
    trace?: never
  }
  '/api/connections/{id}/credentials': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put: operations['Connections_giveCredentials']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Deliveries_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/deliveries/{delivery}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Deliveries_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/deliveries/{delivery}/body': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Deliveries_body']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/hand-over': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['HandOver_make']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/pause': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Connections_pause']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/permissions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Permissions_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/permissions/check': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Permissions_check']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/privacy': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Privacy_read']
    put: operations['Privacy_change']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/privacy/held': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Privacy_held']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/privacy/plan': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Privacy_plan']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/purge-plans': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Purges_plan']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/purges': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Purges_begin']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/refusals': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Webhooks_refused']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/resume': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Connections_resume']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/webhook-secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Webhooks_make']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/webhook-secret/old': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['Webhooks_retire']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/connections/{id}/webhooks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Webhooks_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/explanations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Explanations_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/first-admin': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Session_makeFirstAdmin']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/hand-over': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['HandOver_open']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/hand-over/credentials': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['HandOver_give']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/jobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Jobs_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/jobs/{id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Jobs_cancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['OpenApi_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/problem-replays': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Replays_begin']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/problem-replays/plan': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Replays_plan']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/problems': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Problems_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/problems/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Problems_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/problems/{id}/body': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Problems_body']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/rebuilds': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Rebuilds_read']
    put?: never
    post: operations['Rebuilds_order']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/rebuilds/{id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['Rebuilds_cancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/rebuilds/plan': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Rebuilds_plan']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/services': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Services_list']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Session_read']
    put?: never
    post: operations['Session_begin']
    delete: operations['Session_end']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/sign-in/oidc': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['SingleSignOn_begin']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/sign-in/oidc/callback': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['SingleSignOn_finish']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Status_read']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    AccountAnswer: {
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      disabledAt: string | null
      email: string
      /** Format: uuid */
      id: string
      /** Format: date-time */
      lastSignInAt: string | null
      name: string
      rights: components['schemas']['Right'][]
      role: components['schemas']['Role']
    }
    AccountChangeBody: {
      /** @description A disabled account cannot be signed in with, and its sessions end. */
      disabled?: boolean
      /** Format: password */
      password?: string
      rights?: components['schemas']['Right'][]
      role?: components['schemas']['Role']
    }
    AccountsAnswer: {
      accounts: components['schemas']['AccountAnswer'][]
    }
    ActAnswer: {
      arguments: {
        [key: string]: unknown
      }
      /** Format: date-time */
      at: string
      /** @description The role by which the database knows what has acted. */
      databaseRole: string
      /** Format: date-time */
      endedAt: string | null
      /** @description Later acts have larger ones. */
      id: string
      outcome: components['schemas']['ActOutcome']
      /** @description A command, or a route of the console. */
      what: string
      /** @description An e-mail address of the console, or user@host of the command line. */
      who: string
    }
    /**
     * @description An account that lists nothing, or refuses everything, has an acting user who is no Site Admin.
     * @enum {string}
     */
    ActingUserState: 'unknown' | 'fine' | 'nothing is listed' | 'everything is refused'
    /** @enum {string} */
    ActOutcome: 'begun' | 'done' | 'failed'
    ActsAnswer: {
      acts: components['schemas']['ActAnswer'][]
    }
    AlertAnswer: {
      /** @description As in the list of errors. */
      code: string
      /** @description Null where it is about the whole installation. */
      connection: string | null
      connectionName: string | null
      facts: components['schemas']['AlertFactAnswer'][]
      /** @description Later alerts have larger ones. */
      id: string
      /** Format: date-time */
      openedAt: string
      /** Format: date-time */
      recoveredAt: string | null
      remedy: string
      /** @description The rule that has found it. */
      rule: string
      severity: components['schemas']['Severity']
      /**
       * Format: date-time
       * @description When it began, which may be before it was seen.
       */
      since: string
      state: components['schemas']['AlertState']
      title: string
      /** @description Who can do it. */
      who: string
    }
    AlertFactAnswer: {
      /** Format: date-time */
      at: string | null
      /** Format: int64 */
      count: number | null
      label: string
      /** @description Of listings, permissions, generations or readers. */
      names: string[] | null
    }
    AlertKindAnswer: {
      code: string
      severity: components['schemas']['Severity']
      title: string
    }
    AlertRuleAnswer: {
      alerts: components['schemas']['AlertKindAnswer'][]
      /** @description With its limits. */
      looksAt: string
      rule: string
    }
    AlertRulesAnswer: {
      rules: components['schemas']['AlertRuleAnswer'][]
    }
    AlertsAnswer: {
      alerts: components['schemas']['AlertAnswer'][]
      /** @description Whether a console looks at the moment: where none does, no alert comes. */
      isWatched: boolean
      /** @description What the next page is asked for with; null where this is the last. */
      next: string | null
    }
    /** @enum {string} */
    AlertState: 'open' | 'recovered'
    AuditAnswer: {
      /** Format: date-time */
      askedAt: string
      audit: string
      /** Format: date-time */
      finishedAt: string | null
      /** @description Null: all. */
      resources: string[] | null
      state: components['schemas']['AuditState']
    }
    /** @enum {string} */
    AuditState: 'asked' | 'under way' | 'done' | 'withdrawn'
    /** @enum {string} */
    Backfill: 'waiting' | 'under way' | 'done' | 'permission missing'
    BegunJobAnswer: {
      /** Format: uuid */
      job: string
    }
    CadencesAnswer: {
      hot: number
      settings: number
      warm: number
    }
    ChannelAnswer: {
      /** @description Messages of the last seven days that are not tried any more. */
      givenUp: number
      /** Format: uuid */
      id: string
      isPaused: boolean
      kind: components['schemas']['ChannelKind']
      /** @description Why the newest one that failed did; null once a later one went well. */
      lastError: string | null
      /** Format: date-time */
      lastErrorAt: string | null
      /** Format: date-time */
      lastSentAt: string | null
      name: string
      /** @description Addresses of an email, of others the host alone. */
      shown: string
      version: number
      /** @description Messages that are still to be sent. */
      waiting: number
    }
    ChannelChangeBody: {
      /** @description Nothing is sent to it for as long; what is open then is sent once it goes on. */
      isPaused?: boolean
      name?: string
      /**
       * Format: password
       * @description Of a webhook: messages are signed with it. Always given together with the address.
       */
      secret?: string
      /** @description Of an email: its addresses. */
      to?: string[]
      /**
       * Format: password
       * @description Of a webhook, or of what takes messages as Slack does; its path is kept like a secret.
       */
      url?: string
      /** @description The version that was seen. */
      version: number
    }
    /** @enum {string} */
    ChannelKind: 'email' | 'webhook' | 'slack'
    ChannelsAnswer: {
      /** @description Whether a mail server is set up: without one there are no channels of email. */
      canMail: boolean
      channels: components['schemas']['ChannelAnswer'][]
    }
    ChannelTestAnswer: {
      /** Format: date-time */
      deliveredAt: string
    }
    CheckFailureAnswer: {
      code: components['schemas']['ErrorCode']
      remedy: string
      title: string
      who: string
    }
    CommonUrlAnswer: {
      /** Format: date-time */
      lastArrivalAt: string | null
      /** Format: date-time */
      lastPingAt: string | null
      /** @description The path alone, where the public address of the ingress is not known. */
      url: string
    }
    CompletenessAnswer: {
      connections: components['schemas']['ConnectionCompletenessAnswer'][]
    }
    /** @enum {string} */
    CompletenessSweep: 'under way' | 'requested' | 'waiting'
    ConfirmationBody: {
      /** @description That of the plan: where it is another by now, nothing is confirmed. */
      removals: number
    }
    ConnectionAnswer: {
      /** @description The user of Greenhouse that its credential acts as. */
      actingUserId: string | null
      /** Format: date-time */
      changedAt: string
      /** @description Who changed it last, where that is known. */
      changedBy: string | null
      /** Format: date-time */
      createdAt: string
      /** @description Without them it only receives webhooks. */
      hasCredentials: boolean
      hasWebhookSecrets: boolean
      id: string
      kind: components['schemas']['ConnectionKind']
      madeBy: components['schemas']['ConnectionMaker']
      name: string
      /**
       * Format: date-time
       * @description Since when Greenhouse is not asked.
       */
      pausedAt: string | null
      /** Format: date-time */
      removedAt: string | null
      /** @description Counts its changes; a change says which one was seen. */
      version: number
    }
    ConnectionChangeBody: {
      /** @description The Site Admin that the credential acts as. */
      actingUserId?: string | null
      name?: string
      /** @description Keep it although Greenhouse does not take it now. */
      saveAnyway?: boolean
      /** @description The version that was seen. */
      version: number
    }
    ConnectionCompletenessAnswer: {
      /** @description The newest first. */
      audits: components['schemas']['AuditAnswer'][]
      connection: string
      held: components['schemas']['HeldRemovalAnswer'][]
      listings: components['schemas']['ListingCompletenessAnswer'][]
    }
    /** @enum {string} */
    ConnectionKind: 'greenhouse'
    /** @enum {string} */
    ConnectionMaker: 'console' | 'environment'
    ConnectionsAnswer: {
      connections: components['schemas']['ConnectionAnswer'][]
    }
    ConnectionStatusAnswer: {
      connection: string
      /** @description How far the tables may be behind Greenhouse. */
      drift: components['schemas']['FreshnessAnswer']
      /** Format: int64 */
      dueReads: number
      newestWebhook: components['schemas']['NewestWebhookAnswer'] | null
      resources: components['schemas']['ListingAnswer'][]
    }
    DeliveriesAnswer: {
      deliveries: components['schemas']['DeliveryAnswer'][]
      /** @description What the next page is asked for with; null where this is the last. */
      next: string | null
    }
    DeliveryAnswer: {
      /** Format: date-time */
      arrivedAt: string
      bytes: number
      /** @description Greenhouse’s id of the delivery. */
      delivery: string | null
      /** @description The event that its URL names; null for the common URL. */
      endpoint: string | null
      /** @description The event that its body names; null where it names none. */
      event: string | null
      /** @description How many entities it mentions. */
      events: number
      id: string
      outcome: components['schemas']['DeliveryOutcome']
      position: components['schemas']['RawPositionAnswer']
      problems: number
      /** @description The id of the raw event. */
      rawId: string
    }
    DeliveryBodyAnswer: {
      /** @description False where only its beginning is given. */
      isWhole: boolean
      text: string
    }
    DeliveryDetailAnswer: {
      delivery: components['schemas']['DeliveryAnswer']
      /** @description How many more there are. */
      more: number
      /** @description `gone`: its body is not on the log any more. */
      raw: components['schemas']['RawPresence']
      rows: components['schemas']['RowOfDeliveryAnswer'][]
    }
    /** @enum {string} */
    DeliveryOutcome: 'read' | 'partly_read' | 'unread' | 'ignored'
    DueReadsAnswer: {
      /** Format: int64 */
      count: number
      oldestSeconds: number
    }
    /** @enum {string} */
    ErrorCode:
      | 'request-invalid'
      | 'not-signed-in'
      | 'sign-in-refused'
      | 'csrf-token-wrong'
      | 'origin-refused'
      | 'admin-only'
      | 'right-missing'
      | 'token-refused'
      | 'single-sign-on-refused'
      | 'single-sign-on-unknown'
      | 'single-sign-on-unverified'
      | 'not-found'
      | 'email-taken'
      | 'last-admin'
      | 'changed-meanwhile'
      | 'rotation-under-way'
      | 'body-too-large'
      | 'too-many-attempts'
      | 'channel-address-refused'
      | 'channel-failed'
      | 'mail-not-set-up'
      | 'broken'
      | 'single-sign-on-away'
      | 'log-away'
      | 'no-tables'
      | 'database-away'
      | 'too-slow'
      | 'plan-outdated'
      | 'job-under-way'
      | 'job-ended'
      | 'refused-now'
      | 'too-many-at-once'
      | 'connection-of-environment'
      | 'connection-removed'
      | 'credentials-missing'
      | 'other-company'
      | 'link-refused'
      | 'credentials-wrong'
      | 'acting-user-unknown'
      | 'company-unproven'
      | 'permissions-unfinished'
      | 'greenhouse-unreachable'
    ExpectedAnswer: {
      freshnessSeconds: components['schemas']['CadencesAnswer']
      requestsPerSecond: number
      sweepPages: number
      /** @description Null where windows leave nothing of the budget. */
      sweepSeconds: number | null
      /** @description Of the budget, what windows use; beyond 1 they cannot keep up. */
      windowShare: number
    }
    ExplainedAnswer: {
      /** @description The resource of those webhooks. */
      by: string
      how: components['schemas']['Explanation']
      /** Format: int64 */
      suspects: number
    }
    ExplainedCellAnswer: {
      /** @description The newest first; null where none is kept, or to be seen. */
      before: components['schemas']['PastValueAnswer'][] | null
      /** @description The right that is lacking; null where none is. */
      lacks: string | null
      name: string
      report: components['schemas']['ReportAnswer']
      sensitivity: components['schemas']['Sensitivity']
      /** @description JSON; null where the right to see it is lacking. */
      value: string | null
    }
    /** @enum {string} */
    Explanation: 'removed' | 'took'
    ExplanationAnswer: {
      cells: components['schemas']['ExplainedCellAnswer'][]
      connection: string
      key: string
      /** @description The newest listing that showed it; null before the first. */
      listed: components['schemas']['ReportAnswer'] | null
      removal: components['schemas']['RemovalAnswer'] | null
      resource: string
      /** @description unknown: the tables know nothing of it. */
      state: components['schemas']['RowState']
    }
    FailingAnswer: {
      /** @description In a row. */
      attempts: number
      /** @description Nothing is known by which it would pass by itself; it is tried all the same. */
      isFinal: boolean
      /**
       * Format: int64
       * @description Milliseconds since the epoch.
       */
      nextTryMs: number
      /**
       * Format: int64
       * @description Milliseconds since the epoch.
       */
      sinceMs: number
      /** @description The poller’s name of it, as in its log. */
      task: string
      why: string
    }
    FieldProblem: {
      /** @description The property, with those above it: `account.email`. */
      at: string
      wrong: string
    }
    FirstAdminBody: {
      /** Format: email */
      email: string
      name: string
      /** Format: password */
      password: string
      token: string
    }
    FreshnessAnswer: {
      dueReads: components['schemas']['DueReadsAnswer']
      /** @description Null until an answer has stated the budget. */
      expected: components['schemas']['ExpectedAnswer'] | null
      listings: components['schemas']['ListingFreshnessAnswer'][]
      suspects: components['schemas']['SuspectsAnswer'][]
    }
    GenerationAnswer: {
      /**
       * Format: date-time
       * @description Made of what was appended until then; null: of all.
       */
      asOf: string | null
      /**
       * Format: int64
       * @description Of its tables and their indexes on disk.
       */
      bytes: number
      /**
       * Format: date-time
       * @description Null while it is being made.
       */
      completeAt: string | null
      /** Format: date-time */
      createdAt: string
      /** Format: int64 */
      generation: number
      /**
       * Format: int64
       * @description Of the declarations that it was made by.
       */
      revision: number
      state: components['schemas']['GenerationState']
      /**
       * Format: date-time
       * @description When readers were last given it; null: never.
       */
      switchedAt: string | null
    }
    /** @enum {string} */
    GenerationState: 'current' | 'being made' | 'complete' | 'previous' | 'as of'
    HandOverAnswer: {
      /** @description The name of the connection. */
      connection: string
      /** Format: date-time */
      expiresAt: string
      /** @description Who has made the link. */
      madeBy: string
    }
    HandOverCredentialsBody: {
      /** @description The Site Admin that the credential acts as. */
      actingUserId?: string | null
      clientId: string
      /** Format: password */
      clientSecret: string
      /** @description Keep them although Greenhouse does not take them now. */
      saveAnyway?: boolean
      token: string
    }
    HandOverLinkAnswer: {
      /** Format: date-time */
      expiresAt: string
      /** @description To be sent to the colleague who has the credentials. */
      link: string
    }
    HandOverTokenBody: {
      token: string
    }
    HeldAnswer: {
      /** Format: int64 */
      alive: number
      /** Format: int64 */
      sinceMs: number
      /** Format: int64 */
      suspects: number
    }
    HeldByGenerationAnswer: {
      generation: number
      held: components['schemas']['HeldCellsAnswer'][]
      /** @description Readers see its tables. */
      isCurrent: boolean
    }
    HeldCellsAnswer: {
      /** @description Null where whole rows are meant. */
      column: string | null
      resource: string
      /** Format: int64 */
      rows: number
    }
    HeldRemovalAnswer: {
      /**
       * Format: int64
       * @description Entities that are known, with those that wait.
       */
      alive: number
      resource: string
      /** Format: date-time */
      since: string
      /** Format: int64 */
      suspects: number
    }
    JobAnswer: {
      done: number
      /** Format: date-time */
      finishedAt: string | null
      /** Format: uuid */
      id: string
      /** @description A person has ordered that it ends. */
      isCancelOrdered: boolean
      kind: components['schemas']['JobKind']
      /** @description What was ordered; it never changes. */
      ordered: {
        [key: string]: unknown
      }
      /** @description What came of it. */
      result: {
        [key: string]: unknown
      } | null
      /** Format: date-time */
      startedAt: string
      /** @description lost: the console ended while it was under way. What it had done by then stays done. */
      state: components['schemas']['JobState']
      total: number
      /** @description Who ordered it. */
      who: string
    }
    /** @enum {string} */
    JobKind: 'problem-replay' | 'purge-plan' | 'purge'
    JobsAnswer: {
      jobs: components['schemas']['JobAnswer'][]
    }
    /**
     * @description lost: the console ended while it was under way. What it had done by then stays done.
     * @enum {string}
     */
    JobState: 'under way' | 'done' | 'cancelled' | 'failed' | 'lost'
    LagAnswer: {
      partitions: components['schemas']['PartitionLagAnswer'][]
      reader: string
      /** Format: int64 */
      records: number
      topic: string
    }
    LastAuditAnswer: {
      audit: string
      /** Format: int64 */
      different: number
      /** @description Ids of a few of them. */
      examples: string[]
      /** Format: int64 */
      extra: number
      /** Format: date-time */
      finishedAt: string
      /** Format: int64 */
      inGreenhouse: number
      /** Format: int64 */
      inTables: number
      /** Format: int64 */
      missing: number
      /** @description Why nothing is known of it; null where it was asked. */
      notAsked: string | null
      /**
       * Format: int64
       * @description Those of them that were not asked for by name: some may have been under way.
       */
      notAskedAgain: number
      /** @description The oldest updated_at of what is missing or different. */
      oldestChange: string | null
    }
    ListingAnswer: {
      backfill: components['schemas']['Backfill']
      /**
       * Format: int64
       * @description Changes up to here are complete. Milliseconds since the epoch.
       */
      completeUntilMs: number | null
      /** @description The newest first. */
      failing: components['schemas']['FailingAnswer'][]
      lastError: string | null
      /** Format: int64 */
      pages: number
      /** Format: int64 */
      records: number
      resource: string
      state: components['schemas']['ListingState']
    }
    ListingCompletenessAnswer: {
      /** @description Null before the first answer. */
      isPermitted: boolean | null
      /** @description Null before the first that is known. */
      lastAudit: components['schemas']['LastAuditAnswer'] | null
      listing: string
      /**
       * Format: int64
       * @description Entities that may be gone, and are asked for by name.
       */
      suspects: number
      sweep: components['schemas']['CompletenessSweep']
      /** @description Since the first request of the last complete sweep; null before the first. */
      sweepAgeSeconds: number | null
    }
    ListingFreshnessAnswer: {
      /** @description Since the end of the newest complete window; null before the first. */
      freshnessSeconds: number | null
      listing: string
      /** @enum {string|null} */
      permission: 'granted' | 'missing' | null
      sweep: components['schemas']['SweepState']
      /** @description Since the first request of the last complete sweep; null before the first. */
      sweepAgeSeconds: number | null
      /** @description How long that sweep took; null where it was not measured. */
      sweepSeconds: number | null
    }
    /** @enum {string} */
    ListingState: 'ok' | 'retrying' | 'stuck'
    MadeWebhookSecretAnswer: {
      /** @description How many are taken from now on. */
      active: number
      /** @description Shown here, and never again. */
      secret: string
    }
    MissedWebhookAnswer: {
      /** @description Changes that were read from the API while no webhook of them came; null where they are not counted. */
      changes: number | null
      /**
       * Format: date-time
       * @description When the last of what it reports was seen otherwise; null where they are counted.
       */
      seenAt: string | null
    }
    NewAccountBody: {
      /** Format: email */
      email: string
      name: string
      /** Format: password */
      password: string
      rights: components['schemas']['Right'][]
      role: components['schemas']['Role']
    }
    NewChannelBody: {
      kind: components['schemas']['ChannelKind']
      name: string
      /**
       * Format: password
       * @description Of a webhook: messages are signed with it. Always given together with the address.
       */
      secret?: string
      /** @description Of an email: its addresses. */
      to?: string[]
      /**
       * Format: password
       * @description Of a webhook, or of what takes messages as Slack does; its path is kept like a secret.
       */
      url?: string
    }
    NewConnectionBody: {
      /** @description The Site Admin that the credential acts as. */
      actingUserId?: string | null
      clientId?: string
      /** Format: password */
      clientSecret?: string
      /** @description What is not read of it, from the first byte on. */
      leaveOut?: components['schemas']['PrivacySwitch'][]
      name: string
      /** @description Keep it although Greenhouse does not take the credentials now. */
      saveAnyway?: boolean
    }
    NewCredentialsBody: {
      /** @description The Site Admin that the credential acts as. */
      actingUserId?: string | null
      clientId: string
      /** Format: password */
      clientSecret: string
      /** @description Keep them although Greenhouse does not take them now. */
      saveAnyway?: boolean
      /** @description The version that was seen. */
      version: number
    }
    NewestWebhookAnswer: {
      action: string | null
      /**
       * Format: int64
       * @description Milliseconds since the epoch.
       */
      arrivedAtMs: number
      /** @description From its arrival to its row. */
      milliseconds: number
    }
    OrderedAuditAnswer: {
      audit: string
    }
    OrderedRebuildAnswer: {
      /** Format: uuid */
      order: string
    }
    OrderedSweepAnswer: {
      listings: number
    }
    PartitionLagAnswer: {
      /** @description The end of the log: decimal digits. */
      end: string
      /** @description The next offset to read: decimal digits. */
      next: string
      partition: number
    }
    PastValueAnswer: {
      /** Format: date-time */
      from: string
      /** Format: date-time */
      until: string | null
      /** @description JSON. */
      value: string
    }
    /** @enum {string} */
    PermissionCheckState: 'never' | 'asking' | 'asked' | 'stopped'
    PermissionGroupAnswer: {
      /** @description What is gone without where it is missing. */
      costs: string
      /** @description Tables that stay empty. */
      emptyTables: string[]
      group: string
      /** @description Scopes that the credential lacks. */
      missingScopes: string[]
      state: components['schemas']['PermissionGroupState']
    }
    /** @enum {string} */
    PermissionGroupState: 'waiting' | 'granted' | 'partly' | 'missing' | 'unclear' | 'left out'
    PermissionsAnswer: {
      /** @description An account that lists nothing, or refuses everything, has an acting user who is no Site Admin. */
      actingUser: components['schemas']['ActingUserState']
      /** @description How many listings were asked for so far. */
      asked: number
      /** Format: date-time */
      begunAt: string | null
      /** Format: date-time */
      endedAt: string | null
      failure: components['schemas']['CheckFailureAnswer'] | null
      groups: components['schemas']['PermissionGroupAnswer'][]
      /** @description `hidden`: the tables hold private candidates, and Greenhouse shows none. `none seen`: there may be none. */
      privateCandidates: components['schemas']['PrivateCandidatesState']
      state: components['schemas']['PermissionCheckState']
      total: number
    }
    PersonAnswer: {
      email: string
      /** Format: uuid */
      id: string
      name: string
      rights: components['schemas']['Right'][]
      role: components['schemas']['Role']
    }
    PlaceAnswer: {
      /** @description Decimal digits. */
      offset: string
      partition: number
      topic: string
    }
    PrivacyAnswer: {
      connection: string
      /** @description False where variables of the services describe it, or it was removed. */
      isEditable: boolean
      /** @description The name of the connection. */
      name: string
      switches: components['schemas']['PrivacySwitchAnswer'][]
      /** @description Counts its changes; a change says which one was seen. */
      version: number
      /** @description What was left out since it is connected. */
      withheld: components['schemas']['WithheldAnswer'][]
    }
    PrivacyBody: {
      leaveOut: components['schemas']['PrivacySwitch'][]
      /** @description The version that was seen. */
      version: number
    }
    PrivacyChangeAnswer: {
      /** @description Collections that were not asked for, and are listed whole again. */
      backfill: string[]
      from: string[]
      /** @description Resources whose tables a rebuild makes again: without what is left out, with what raw holds of the rest. */
      rebuild: string[]
      to: string[]
      turnsOff: string[]
      turnsOn: string[]
    }
    PrivacyHeldAnswer: {
      held: components['schemas']['HeldByGenerationAnswer'][]
    }
    PrivacyPlanAnswer: {
      /** @description Collections that were not asked for, and are listed whole again. */
      backfill: string[]
      from: string[]
      /** @description What tables hold of what is turned off. */
      held: components['schemas']['HeldByGenerationAnswer'][]
      /** @description Resources whose tables a rebuild makes again: without what is left out, with what raw holds of the rest. */
      rebuild: string[]
      to: string[]
      turnsOff: string[]
      turnsOn: string[]
      /** @description The version that the plan is of. */
      version: number
    }
    /**
     * @description What is not read of it, from the first byte on.
     * @enum {string}
     */
    PrivacySwitch: 'demographics' | 'pay'
    PrivacySwitchAnswer: {
      /** @description Collections that are not asked for at all where it is off. */
      collections: string[]
      /** @description Columns that are left out of collections that are asked for: `resource.column`. */
      columns: string[]
      /** @description Off: nothing of it is read. */
      isOff: boolean
      name: components['schemas']['PrivacySwitch']
    }
    /**
     * @description `hidden`: the tables hold private candidates, and Greenhouse shows none. `none seen`: there may be none.
     * @enum {string}
     */
    PrivateCandidatesState: 'unknown' | 'seen' | 'none seen' | 'hidden'
    ProblemAnswer: {
      code: components['schemas']['ErrorCode']
      /** @description What is known of this time. */
      detail?: string
      errors?: components['schemas']['FieldProblem'][]
      /** @description What to do. */
      remedy: string
      status: number
      /** @description A sentence for an admin. */
      title: string
      /** @example urn:trellis:error:not-signed-in */
      type: string
      /** @description Who can do it. */
      who: string
    }
    ProblemDetailAnswer: {
      problem: components['schemas']['StoredProblemAnswer']
      raw: components['schemas']['RawEventAnswer']
    }
    ProblemGroupAnswer: {
      code: string
      connection: string
      /** Format: date-time */
      newestAt: string
      /** Format: date-time */
      oldestAt: string
      problems: number
      resource: string | null
    }
    ProblemsAnswer: {
      /** @description The 200 largest, narrowed by connection alone. */
      groups: components['schemas']['ProblemGroupAnswer'][]
      /** @description What `before` has to be for the next ones; null where there are none. */
      next: string | null
      /** @description Of all connections. */
      open: number
      problems: components['schemas']['StoredProblemAnswer'][]
      /** @description Of all connections. */
      resolved: number
    }
    PurgeBody: {
      /** @description The name of the connection, typed by the person who orders it. */
      name: string
      /**
       * Format: uuid
       * @description The job of the plan that was seen.
       */
      plan: string
    }
    RawBodyAnswer: {
      /** @description As text; of a body over 1 MB its beginning. */
      body: string
      bytes: number
      /** @description There is more of it. */
      isCut: boolean
    }
    RawEventAnswer: {
      action?: string
      /** Format: date-time */
      appendedAt?: string
      bytes?: number
      found: components['schemas']['RawEventFound']
      headers?: {
        [key: string]: string
      }
      kind?: string
    }
    /** @enum {string} */
    RawEventFound: 'yes' | 'erased' | 'elsewhere' | 'no place' | 'log away'
    RawPositionAnswer: {
      /** @description Decimal digits. */
      offset: string
      partition: number
      topic: string
    }
    /**
     * @description `gone`: its body is not on the log any more.
     * @enum {string}
     */
    RawPresence: 'there' | 'gone'
    RebuildComparisonAnswer: {
      /** @description Those that are not the same, cell by cell, or have other columns. */
      other: components['schemas']['TableParityAnswer'][]
      /** Format: int64 */
      rows: number
      /** Format: int64 */
      tables: number
    }
    RebuildOrderAnswer: {
      /** @description Null until the tables were compared. */
      comparison: components['schemas']['RebuildComparisonAnswer'] | null
      /**
       * Format: int64
       * @description How often its writer has died over it.
       */
      deaths: number
      /** @description What stands on our views, where that is why. */
      dependents: string[]
      /** Format: date-time */
      finishedAt: string | null
      /**
       * Format: int64
       * @description The generation that it is about, once that is known.
       */
      generation: number | null
      /** Format: uuid */
      id: string
      isCancelOrdered: boolean
      /** @description Its writer says nothing any more: another one takes it up. */
      isSilent: boolean
      isSwitched: boolean
      /** Format: date-time */
      orderedAt: string
      progress: components['schemas']['RebuildProgressAnswer'] | null
      /** @description What stood on views and was made again. */
      recreated: string[]
      recreatesDependents: boolean
      /** @description One table alone; null: all. */
      resource: string | null
      /** Format: date-time */
      startedAt: string | null
      /** @description ordered: no writer has taken it up yet. */
      state: components['schemas']['RebuildOrderState']
      /**
       * Format: int64
       * @description The generation that readers had before; null: they were given no other.
       */
      switchedFrom: number | null
      verb: components['schemas']['RebuildVerb']
      /** @description What it waits for at the moment. */
      waiting: string | null
      /** @description Who has ordered it. */
      who: string
      /** @description Why it could not be done. */
      why: string | null
      /** @description The process that is at it, or was the last. */
      writer: string | null
    }
    RebuildOrderBody: {
      /** @description Of switch and drop: its number. */
      generation?: number
      /**
       * @description Of run: readers are given what was made, once it is complete.
       * @default true
       */
      isSwitched: boolean
      /**
       * Format: int64
       * @description What the plan says of `current`.
       */
      plannedCurrent: number
      /**
       * Format: int64
       * @description What the plan says of `generation`.
       */
      plannedGeneration: number
      /**
       * @description Where a view has to be recreated, what depends on it is made again.
       * @default false
       */
      recreatesDependents: boolean
      /** @description Such as offers. */
      resource?: string
      verb: components['schemas']['RebuildVerb']
    }
    /**
     * @description ordered: no writer has taken it up yet.
     * @enum {string}
     */
    RebuildOrderState: 'ordered' | 'under way' | 'done' | 'cancelled' | 'failed'
    /** @enum {string} */
    RebuildPhase: 'replay' | 'catch-up'
    RebuildPlanAnswer: {
      /**
       * Format: int64
       * @description About so much room is taken on disk; negative: given back.
       */
      bytes: number
      /**
       * Format: int64
       * @description The generation that readers have.
       */
      current: number
      /**
       * Format: int64
       * @description The one that is made, given to readers or dropped; null: there is none.
       */
      generation: number | null
      /** @description Why it would not be begun; null where nothing speaks against it. */
      hindrance: string | null
      /** @description An earlier rebuild has begun it, and this one goes on with it. */
      isBegun: boolean
      /**
       * Format: int64
       * @description So many records of raw are read.
       */
      rawRecords: number
      /** Format: int64 */
      tables: number
    }
    RebuildProgressAnswer: {
      /** Format: int64 */
      done: number
      /** Format: int64 */
      perSecond: number
      phase: components['schemas']['RebuildPhase']
      /**
       * Format: int64
       * @description Null while nothing can be said.
       */
      secondsLeft: number | null
      /** Format: int64 */
      total: number
    }
    RebuildsAnswer: {
      /** @description The oldest first. */
      generations: components['schemas']['GenerationAnswer'][]
      /** @description The newest ten. */
      orders: components['schemas']['RebuildOrderAnswer'][]
    }
    /** @enum {string} */
    RebuildVerb: 'run' | 'switch' | 'rollback' | 'drop'
    /** @enum {string} */
    RefusalCause:
      'unauthorized' | 'unknown_connection' | 'unknown_event' | 'too_slow' | 'too_large' | 'limited' | 'busy' | 'unavailable'
    RefusalsAnswer: {
      connection: string
      ofNoConnection: components['schemas']['RefusedByCauseAnswer'][]
      /** @description The newest cause first. */
      refused: components['schemas']['RefusedByCauseAnswer'][]
    }
    RefusedByCauseAnswer: {
      cause: components['schemas']['RefusalCause']
      /** @description The newest of them, at most 20. */
      examples: components['schemas']['RefusedWebhookAnswer'][]
      /** Format: date-time */
      firstAt: string
      /** @description The newest first; hours without any are left out. */
      hours: components['schemas']['RefusedHourAnswer'][]
      /** Format: date-time */
      lastAt: string
      /** Format: int64 */
      refusals: number
    }
    RefusedHourAnswer: {
      /** Format: date-time */
      hour: string
      /** Format: int64 */
      refusals: number
    }
    RefusedWebhookAnswer: {
      /** Format: date-time */
      at: string
      /**
       * Format: int64
       * @description As announced.
       */
      bytes: number | null
      /** @description The event that the URL names; null for the common URL. */
      event: string | null
      /** @description The network that it came from: 203.0.113.0/24. */
      sender: string | null
    }
    RemovalAnswer: {
      /** @description By what: delete, merge, absence … */
      by: string
      report: components['schemas']['ReportAnswer']
    }
    RemovalPlanAnswer: {
      /** @description Exactly; 0 where nothing waits. */
      removals: number
    }
    ReplayBody: {
      /** @description Such as unreadable_cell. */
      code?: string
      /** @description The id of a connection. */
      connection?: string
      /** @description Those of the plan: where there are more now, nothing is begun. */
      problems: number
      /** @description Such as offers. */
      resource?: string
      /**
       * Format: date-time
       * @description That of the plan.
       */
      until: string
    }
    ReplayPlanAnswer: {
      /** @description A replay takes at most so many. */
      most: number
      /** @description Open ones, exactly. */
      problems: number
      /** @description They are on so many. */
      rawEvents: number
      /**
       * Format: date-time
       * @description Problems that were seen later have no part in it.
       */
      until: string
      /** @description So many of them name no place on the log, and stay open. */
      withoutPlace: number
    }
    ReportAnswer: {
      action: string | null
      /** Format: date-time */
      at: string
      /** @description The raw event says just that; null where it was not found. */
      isSo: boolean | null
      /** @description Of the raw event: webhook, page, record … */
      kind: string
      /** @description Null where the raw event does not stand near its time. */
      position: components['schemas']['PlaceAnswer'] | null
      rawId: string
      /** @description Of the declarations that read it. */
      revision: number
    }
    ResourcesBody: {
      /** @description None means all. */
      resources: string[]
    }
    /** @enum {string} */
    Right: 'raw' | 'pay' | 'demographics'
    /** @enum {string} */
    Role: 'admin' | 'viewer'
    RowOfDeliveryAnswer: {
      key: string
      resource: string
      /** @description `overtaken`: newer events have said all of it again. `no row`: there is none yet. */
      state: components['schemas']['RowOfDeliveryState']
      type: components['schemas']['Said']
    }
    /**
     * @description `overtaken`: newer events have said all of it again. `no row`: there is none yet.
     * @enum {string}
     */
    RowOfDeliveryState: 'in the row' | 'overtaken' | 'no row'
    /**
     * @description unknown: the tables know nothing of it.
     * @enum {string}
     */
    RowState: 'live' | 'removed' | 'unknown'
    /** @enum {string} */
    Said: 'observed' | 'removed'
    SeenVersionBody: {
      /** @description The version that was seen. */
      version: number
    }
    /** @enum {string} */
    Sensitivity: 'public' | 'personal' | 'demographic' | 'compensation' | 'private'
    ServiceAnswer: {
      /**
       * Format: int64
       * @description Records that it has before it; null where it reads nothing, and where Kafka does not answer.
       */
      behind: number | null
      /** @description Whether it reads the log. */
      isReader: boolean
      /** @description Those that run, those that fell silent within a day, and where none runs the one that ended last. */
      processes: components['schemas']['ServiceProcessAnswer'][]
      service: components['schemas']['ServiceName']
      /** @description `waiting`: it runs, and a check of it fails. `stopped`: it ended in order. `silent`: it has not ended, and was not seen for 40 seconds. */
      state: components['schemas']['ServiceState']
    }
    /** @enum {string} */
    ServiceName: 'webhook-ingress' | 'harvest-poller' | 'normalizer' | 'warehouse-writer' | 'console'
    ServiceProcessAnswer: {
      /** @description What it waits for, by the names of its checks at /readyz. */
      failing: string[]
      /** @description Host and process. */
      instance: string
      /** @description It has not ended, and was seen within 40 seconds. */
      isAlive: boolean
      /** Format: date-time */
      seenAt: string
      /** @description For admins; null for others. */
      settings: components['schemas']['SettingAnswer'][] | null
      /** Format: date-time */
      startedAt: string
      /**
       * Format: date-time
       * @description Null also where it did not end in order.
       */
      stoppedAt: string | null
      version: string
    }
    ServicesAnswer: {
      services: components['schemas']['ServiceAnswer'][]
    }
    /**
     * @description `waiting`: it runs, and a check of it fails. `stopped`: it ended in order. `silent`: it has not ended, and was not seen for 40 seconds.
     * @enum {string}
     */
    ServiceState: 'running' | 'waiting' | 'stopped' | 'silent' | 'never'
    SessionAnswer: {
      /** @description Sent back in the header X-CSRF-Token with whatever changes something. */
      csrfToken: string
      /** @description There is no account yet: the first admin is made with the token. */
      needsFirstAdmin: boolean
      person: components['schemas']['PersonAnswer'] | null
      singleSignOn: components['schemas']['SingleSignOnAnswer'] | null
      /** @description Why the newest sign-in at the company's own came to nothing. */
      singleSignOnFailure: components['schemas']['ProblemAnswer'] | null
    }
    SettingAnswer: {
      /** @description Of a secret, whether it is set; null for others. */
      isSet: boolean | null
      /** @description Null where it is not set, and for secrets. */
      value: string | null
      /** @description As in the environment. */
      variable: string
    }
    /** @enum {string} */
    Severity: 'critical' | 'warning' | 'notice'
    SignInBody: {
      /** Format: email */
      email: string
      /** Format: password */
      password: string
    }
    SingleSignOnAnswer: {
      name: string
    }
    StatusAnswer: {
      connections: components['schemas']['ConnectionStatusAnswer'][]
      /** @description Null before the first tables. */
      generation: number | null
      lag: components['schemas']['LagAnswer'][]
      /** Format: int64 */
      problems: number
      /** Format: int64 */
      rawEvents: number
      /** @description Counted at most ten times as long ago as counting takes; null while that is done for the first time. */
      tables: components['schemas']['TableAnswer'][] | null
    }
    StoredProblemAnswer: {
      action: string | null
      code: string
      column: string | null
      connection: string
      id: string
      /** @description The id of the entity. */
      key: string | null
      /** @description Of the raw event: webhook, page, record … */
      kind: string
      /** @description Where the raw event stands; null where that is not known. */
      position: components['schemas']['PlaceAnswer'] | null
      /** @description The id of the raw event. */
      rawId: string
      /** Format: date-time */
      resolvedAt: string | null
      resource: string | null
      /** Format: date-time */
      seenAt: string
    }
    SuspectsAnswer: {
      explained: components['schemas']['ExplainedAnswer'][]
      held: components['schemas']['HeldAnswer'] | null
      resource: string
      /** Format: int64 */
      suspects: number
    }
    /** @enum {string} */
    SweepState: 'under way' | 'requested' | 'waiting'
    TableAnswer: {
      /** Format: int64 */
      live: number
      /** Format: int64 */
      removed: number
      table: string
    }
    TableContentsAnswer: {
      /** @description The same for the same cells, whatever the order of rows. */
      checksum: string
      /** Format: int64 */
      live: number
      /** Format: int64 */
      rows: number
    }
    TableParityAnswer: {
      added: string[]
      /** @description Null: the table is gone. */
      after: components['schemas']['TableContentsAnswer'] | null
      /** @description Null: there was no such table. */
      before: components['schemas']['TableContentsAnswer'] | null
      /** @description Rows that differ, by column. */
      differing: {
        [key: string]: number
      }
      dropped: string[]
      /** Format: int64 */
      onlyAfter: number
      /** Format: int64 */
      onlyBefore: number
      resource: string
      retyped: string[]
      same: boolean
      /**
       * Format: int64
       * @description Of the rows that differ, those of which one of the two has heard a later word.
       */
      underWay: number
    }
    /** @enum {string} */
    ToLeaveOut: 'none' | 'demographics' | 'pay' | 'demographics,pay'
    WebhooksAnswer: {
      common: components['schemas']['CommonUrlAnswer']
      connection: string
      /** @description How many days are counted. */
      days: number
      /** @description Every event that there is, those that are asked for first. */
      events: components['schemas']['WebhookStateAnswer'][]
      /** @description False where INGRESS_PUBLIC_URL is not set: every url is a path alone. */
      hasPublicUrl: boolean
      /** @description False where variables of the services describe it, or it was removed: its secrets are not made here. */
      isEditable: boolean
      secrets: components['schemas']['WebhookSecretsAnswer']
    }
    WebhookSecretsAnswer: {
      /** @description How many are taken: two from a rotation on, until the old one is retired. Null where this console cannot open them. */
      active: number | null
      /**
       * Format: date-time
       * @description When one was made in the console the last time; null where it never was.
       */
      madeAt: string | null
      madeBy: string | null
    }
    /**
     * @description `saved`: Greenhouse pinged its own URL. `seen`: the event came, by whichever URL.
     * @enum {string}
     */
    WebhookSetUp: 'never' | 'saved' | 'seen'
    WebhookStateAnswer: {
      arrivals: number
      /** @description How many of other events ever came by its own URL. */
      differing: number
      /** @description As Greenhouse names it: hire_candidate. */
      event: string
      /** @description Those of them that could not be read, or not all of them. */
      failures: number
      /** @description An account is asked to send it; the others are of use as well. */
      isAskedFor: boolean
      /** Format: date-time */
      lastArrivalAt: string | null
      /** Format: date-time */
      lastPingAt: string | null
      /**
       * Format: date-time
       * @description The last ping whose signature fitted: it proves the secret.
       */
      lastSignedPingAt: string | null
      /** @description Null where nothing says that one should have come. */
      missed: components['schemas']['MissedWebhookAnswer'] | null
      /** @description Refused at its own URL. */
      refusals: number
      /** @description `saved`: Greenhouse pinged its own URL. `seen`: the event came, by whichever URL. */
      state: components['schemas']['WebhookSetUp']
      /** @description The path alone, where the public address of the ingress is not known. */
      url: string
    }
    /** @enum {string} */
    WhichAlerts: 'open' | 'past' | 'all'
    /** @enum {string} */
    WhichProblems: 'open' | 'all'
    WithheldAnswer: {
      /** Format: int64 */
      cells: number
      /** Format: int64 */
      events: number
      /** Format: date-time */
      firstAt: string
      /** Format: date-time */
      lastAt: string
      resource: string
      /** @description The sensitivity that its columns declare; undeclared: a name that no column has. */
      what: string
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  Accounts_list: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountsAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Accounts_add: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewAccountBody']
      }
    }
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This e-mail address has an account (`email-taken`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Accounts_change: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountChangeBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This is the last admin (`last-admin`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Channels_list: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelsAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Channels_add: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewChannelBody']
      }
    }
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Alerts are not sent to this address (`channel-address-refused`); No mail server is set up (`mail-not-set-up`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Channels_remove: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Channels_change: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ChannelChangeBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Another person has changed this meanwhile (`changed-meanwhile`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Alerts are not sent to this address (`channel-address-refused`); No mail server is set up (`mail-not-set-up`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Channels_test: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ChannelTestAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Alerts are not sent to this address (`channel-address-refused`); No mail server is set up (`mail-not-set-up`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The message could not be delivered (`channel-failed`) */
      502: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Alerts_list: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        before?: string
        /** @description The id of a connection. */
        connection?: string
        limit?: number
        which?: components['schemas']['WhichAlerts']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AlertsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Alerts_rules: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AlertRulesAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  AuditLog_list: {
    parameters: {
      query?: {
        /** @description The id of an act: only older ones. */
        before?: string
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ActsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Completeness_read: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CompletenessAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Completeness_audit: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a connection. */
        connection: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ResourcesBody']
      }
    }
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrderedAuditAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Completeness_plan: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a connection. */
        connection: string
        /** @description Such as offers. */
        resource: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RemovalPlanAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Completeness_confirm: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a connection. */
        connection: string
        /** @description Such as offers. */
        resource: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ConfirmationBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RemovalPlanAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This is not what the plan said any more (`plan-outdated`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Completeness_sweep: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a connection. */
        connection: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ResourcesBody']
      }
    }
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrderedSweepAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_list: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionsAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_add: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewConnectionBody']
      }
    }
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description These credentials belong to another company (`other-company`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Greenhouse does not know this client ID with this secret (`credentials-wrong`); Client ID and secret are right, but Greenhouse does not know the user they are to act as (`acting-user-unknown`); Greenhouse did not answer within ten seconds (`greenhouse-unreachable`); These credentials may not list users, so they cannot show that they belong to the same company (`company-unproven`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_remove: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_change: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectionChangeBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`); These credentials belong to another company (`other-company`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Greenhouse does not know this client ID with this secret (`credentials-wrong`); Client ID and secret are right, but Greenhouse does not know the user they are to act as (`acting-user-unknown`); Greenhouse did not answer within ten seconds (`greenhouse-unreachable`); These credentials may not list users, so they cannot show that they belong to the same company (`company-unproven`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_giveCredentials: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewCredentialsBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`); These credentials belong to another company (`other-company`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Greenhouse does not know this client ID with this secret (`credentials-wrong`); Client ID and secret are right, but Greenhouse does not know the user they are to act as (`acting-user-unknown`); Greenhouse did not answer within ten seconds (`greenhouse-unreachable`); These credentials may not list users, so they cannot show that they belong to the same company (`company-unproven`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Deliveries_list: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        after?: string
        /** @description Only of this event, such as hire_candidate. */
        event?: string
        limit?: number
        outcome?: components['schemas']['DeliveryOutcome']
        /** @description Only those that came then or later. */
        since?: string
        /** @description Only those that came before. */
        until?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeliveriesAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Deliveries_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        delivery: string
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeliveryDetailAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); There are no tables yet (`no-tables`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Deliveries_body: {
    parameters: {
      query?: never
      header?: never
      path: {
        delivery: string
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeliveryBodyAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Your account lacks a right that this needs (`right-missing`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  HandOver_make: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HandOverLinkAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_pause: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SeenVersionBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Permissions_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PermissionsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Permissions_check: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PermissionsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection was removed (`connection-removed`); This connection has no credentials yet (`credentials-missing`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Privacy_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrivacyAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Privacy_change: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PrivacyBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrivacyChangeAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Privacy_held: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrivacyHeldAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Privacy_plan: {
    parameters: {
      query: {
        /** @description What is to be left out from then on. */
        leaveOut: components['schemas']['ToLeaveOut']
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PrivacyPlanAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Purges_plan: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BegunJobAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); That cannot be done as things stand (`refused-now`); Another one is under way (`job-under-way`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Purges_begin: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PurgeBody']
      }
    }
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BegunJobAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); That cannot be done as things stand (`refused-now`); Another one is under way (`job-under-way`); This is not what the plan said any more (`plan-outdated`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Webhooks_refused: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RefusalsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Connections_resume: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SeenVersionBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Webhooks_make: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeWebhookSecretAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`); Two webhook secrets are taken already (`rotation-under-way`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Webhooks_retire: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Webhooks_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhooksAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Explanations_read: {
    parameters: {
      query: {
        /** @description The name of a column. */
        column?: string
        /** @description The id of a connection. */
        connection?: string
        /** @description The id of an entity in Greenhouse. */
        key: string
        /** @description Such as offers. */
        resource: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ExplanationAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description That cannot be done as things stand (`refused-now`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); Looking that up takes longer than a page should wait (`too-slow`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Session_makeFirstAdmin: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['FirstAdminBody']
      }
    }
    responses: {
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SessionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The token is wrong, or was used (`token-refused`); The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This e-mail address has an account (`email-taken`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Sign-in was tried too often (`too-many-attempts`) */
      429: {
        headers: {
          /** @description In seconds. */
          'Retry-After'?: number
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  HandOver_open: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['HandOverTokenBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HandOverAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This link has expired, or was used (`link-refused`); The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Sign-in was tried too often (`too-many-attempts`) */
      429: {
        headers: {
          /** @description In seconds. */
          'Retry-After'?: number
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  HandOver_give: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['HandOverCredentialsBody']
      }
    }
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This link has expired, or was used (`link-refused`); The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This connection is described by variables of the services (`connection-of-environment`); This connection was removed (`connection-removed`); Another person has changed this meanwhile (`changed-meanwhile`); These credentials belong to another company (`other-company`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Greenhouse does not know this client ID with this secret (`credentials-wrong`); Client ID and secret are right, but Greenhouse does not know the user they are to act as (`acting-user-unknown`); Greenhouse did not answer within ten seconds (`greenhouse-unreachable`); These credentials may not list users, so they cannot show that they belong to the same company (`company-unproven`) */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Sign-in was tried too often (`too-many-attempts`) */
      429: {
        headers: {
          /** @description In seconds. */
          'Retry-After'?: number
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Jobs_list: {
    parameters: {
      query: {
        kind: components['schemas']['JobKind']
        limit?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['JobsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Jobs_cancel: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description It is not under way any more (`job-ended`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  OpenApi_read: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Replays_begin: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayBody']
      }
    }
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BegunJobAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This is not what the plan said any more (`plan-outdated`); That is too many at once (`too-many-at-once`); Another one is under way (`job-under-way`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Replays_plan: {
    parameters: {
      query?: {
        /** @description Such as unreadable_cell. */
        code?: string
        /** @description The id of a connection. */
        connection?: string
        /** @description Such as offers. */
        resource?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ReplayPlanAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Problems_list: {
    parameters: {
      query?: {
        /** @description The id of a problem. */
        before?: string
        /** @description Such as unreadable_cell. */
        code?: string
        /** @description The id of a connection. */
        connection?: string
        limit?: number
        /** @description Such as offers. */
        resource?: string
        /** @description open: not resolved yet. */
        which?: components['schemas']['WhichProblems']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ProblemsAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Problems_read: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a problem. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ProblemDetailAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Problems_body: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of a problem. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RawBodyAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Your account lacks a right that this needs (`right-missing`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Rebuilds_read: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RebuildsAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Rebuilds_order: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RebuildOrderBody']
      }
    }
    responses: {
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OrderedRebuildAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description This is not what the plan said any more (`plan-outdated`); That cannot be done as things stand (`refused-now`); Another one is under way (`job-under-way`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Rebuilds_cancel: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`); Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description It is not under way any more (`job-ended`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Rebuilds_plan: {
    parameters: {
      query: {
        /** @description Of switch and drop: its number. */
        generation?: number
        /** @description Such as offers. */
        resource?: string
        verb: components['schemas']['RebuildVerb']
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RebuildPlanAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Only an admin may do this (`admin-only`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description That cannot be done as things stand (`refused-now`) */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Services_list: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ServicesAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Session_read: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SessionAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Session_begin: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SignInBody']
      }
    }
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SessionAnswer']
        }
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description E-mail address or password is wrong (`sign-in-refused`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The request is too large (`body-too-large`) */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Sign-in was tried too often (`too-many-attempts`) */
      429: {
        headers: {
          /** @description In seconds. */
          'Retry-After'?: number
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Session_end: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The page is out of date (`csrf-token-wrong`); The request comes from another site (`origin-refused`) */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  SingleSignOn_begin: {
    parameters: {
      query?: {
        /** @description A path of the console. */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description To the provider; to the page of sign-in where it does not answer */
      303: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  SingleSignOn_finish: {
    parameters: {
      query?: {
        code?: string
        state?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Signed in, and back to where one was going; to the page of sign-in otherwise */
      303: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request cannot be used as it is (`request-invalid`) */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description There is no such thing (`not-found`) */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
  Status_read: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StatusAnswer']
        }
      }
      /** @description You are not signed in (`not-signed-in`) */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Something in the console is broken (`broken`) */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
      /** @description Kafka does not answer (`log-away`); There are no tables yet (`no-tables`); The database does not answer (`database-away`) */
      503: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['ProblemAnswer']
        }
      }
    }
  }
}
