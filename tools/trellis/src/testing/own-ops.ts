import { randomBytes } from 'node:crypto'
import { createPool, openOps, type Ops } from '@trellis/runtime'

/** `ops` in a database of its own, gone when it is closed. */
export async function ownOps(): Promise<Ops & { readonly url: string }> {
  const given = process.env['DATABASE_URL']
  if (!given) throw new Error('run this spec by `npm test -- <pattern>`')
  const name = `cli_${randomBytes(6).toString('hex')}`
  const once = async (statement: string): Promise<void> => {
    const pool = createPool(given, { max: 1, applicationName: 'spec' })
    await pool.query(statement).finally(() => pool.end())
  }
  await once(`create database "${name}"`)
  const url = new URL(given)
  url.pathname = `/${name}`
  const ops = await openOps(url.href)
  const close = async (): Promise<void> => {
    await ops.close()
    await once(`drop database "${name}" with (force)`)
  }
  return { ...ops, url: url.href, close }
}
