import { Client, type ClientConfig, type PoolConfig } from 'pg'

/** Where a database is, and how it is reached; a function is asked at each new connection. */
export type DatabaseUrl = string | (() => string)

/** What a pool is given so that each of its connections goes to the address of that moment. */
export function connecting(url: DatabaseUrl): Pick<PoolConfig, 'connectionString' | 'Client'> {
  return typeof url === 'string' ? { connectionString: url } : { Client: freshClient(url) }
}

function freshClient(url: () => string): new () => Client {
  return class extends Client {
    constructor(config?: ClientConfig) {
      super({ ...config, connectionString: url() })
    }
  }
}
