import type { Pool, PoolClient } from '@trellis/runtime'
import { overriding } from '@trellis/runtime/testing'

/** Which statement of a transaction the connection breaks at: before it is sent, or once it was carried out and before anybody hears of it. */
export interface Break {
  /** Its number, the first statement, `begin`, being 1; or its text. */
  readonly at: number | string
  readonly when: 'before' | 'after'
}

/** A pool whose connection breaks there, once. */
interface BreakingPool {
  readonly pool: Pool
  readonly hasBroken: () => boolean
}

/** The sockets are real ones, and so is what Postgres makes of their end. */
export function breakingPool(pool: Pool, { at, when }: Break): BreakingPool {
  let statements = 0
  let isBroken = false
  const query = (client: PoolClient, args: readonly unknown[]): unknown => {
    statements += 1
    const isTheOne = !isBroken && (statements === at || args[0] === at)
    isBroken ||= isTheOne
    if (isTheOne && when === 'before') cut(client)
    const answer: unknown = Reflect.apply(client.query.bind(client), undefined, args)
    if (!isTheOne || when === 'before') return answer
    if (answer instanceof Promise) return answer.then(() => lost(client))
    // A COPY is a stream: it has been taken when its end has.
    return isStream(answer) ? answer.on('finish', () => cut(client)) : answer
  }
  const breaking = (client: PoolClient): PoolClient =>
    overriding(client, 'query', (...args: readonly unknown[]) => query(client, args))
  return { pool: overriding(pool, 'connect', async () => breaking(await pool.connect())), hasBroken: () => isBroken }
}

function lost(client: PoolClient): never {
  cut(client)
  throw new Error('Connection terminated unexpectedly')
}

function cut(client: PoolClient): void {
  const { connection } = client as unknown as { readonly connection: { readonly stream: { destroy(): void } } }
  connection.stream.destroy()
}

function isStream(answer: unknown): answer is NodeJS.EventEmitter {
  return typeof answer === 'object' && answer !== null && 'on' in answer
}
