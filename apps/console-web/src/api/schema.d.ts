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
  '/api/connections': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['Connections_list']
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
    /** @enum {string} */
    ActOutcome: 'begun' | 'done' | 'failed'
    ActsAnswer: {
      acts: components['schemas']['ActAnswer'][]
    }
    ConnectionAnswer: {
      /** Format: date-time */
      createdAt: string
      /** @description Without them it only receives webhooks. */
      hasCredentials: boolean
      hasWebhookSecrets: boolean
      id: string
      kind: components['schemas']['ConnectionKind']
      madeBy: components['schemas']['ConnectionMaker']
      name: string
      /** Format: date-time */
      removedAt: string | null
    }
    /** @enum {string} */
    ConnectionKind: 'greenhouse'
    /** @enum {string} */
    ConnectionMaker: 'console' | 'environment'
    ConnectionsAnswer: {
      connections: components['schemas']['ConnectionAnswer'][]
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
      | 'not-found'
      | 'email-taken'
      | 'last-admin'
      | 'body-too-large'
      | 'too-many-attempts'
      | 'broken'
      | 'database-away'
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
    NewAccountBody: {
      /** Format: email */
      email: string
      name: string
      /** Format: password */
      password: string
      rights: components['schemas']['Right'][]
      role: components['schemas']['Role']
    }
    PersonAnswer: {
      email: string
      /** Format: uuid */
      id: string
      name: string
      rights: components['schemas']['Right'][]
      role: components['schemas']['Role']
    }
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
    /** @enum {string} */
    Right: 'raw' | 'pay' | 'demographics'
    /** @enum {string} */
    Role: 'admin' | 'viewer'
    SessionAnswer: {
      /** @description Sent back in the header X-CSRF-Token with whatever changes something. */
      csrfToken: string
      /** @description There is no account yet: the first admin is made with the token. */
      needsFirstAdmin: boolean
      person: components['schemas']['PersonAnswer'] | null
      singleSignOn: components['schemas']['SingleSignOnAnswer'] | null
    }
    SignInBody: {
      /** Format: email */
      email: string
      /** Format: password */
      password: string
    }
    SingleSignOnAnswer: {
      name: string
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
}
