import { userInfo } from 'node:os'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { readAuditLog, transact } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { Command } from 'commander'
import { trellisProgram } from '../program.js'
import { LOOKS } from './acts.js'
import { recordActs, whoActs } from './record-acts.js'

/** What a look needs to be one; it may find nothing. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = { explain: ['offers', '7'], 'problems show': ['none'] }
/** The first is a process of the writer's, which brings `ops` up to date before it lists anything; the second asks no database. */
const NOT_ASKED = ['rebuild list', 'acls']

describe('the acts of the command line', () => {
  let ops: OwnOps
  beforeAll(async () => {
    ops = await ownOps()
    await givenIn(ops, 'acme').connection()
    await givenIn(ops, 'acme').progress('offers', { backfillDone: true })
  })
  afterAll(() => ops.drop())
  beforeEach(() => {
    for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => undefined)
  })
  afterEach(() => void jest.restoreAllMocks())

  const newest = async () => (await readAuditLog(ops.pool, { limit: 1 }))[0]
  const count = async () => (await readAuditLog(ops.pool, { limit: 100 })).length

  /** What goes wrong is given back: the command line would print it. */
  const run = async (words: readonly string[], program = trellisProgram(), env: NodeJS.ProcessEnv = {}): Promise<unknown> => {
    const acting = { ...process.env, DATABASE_URL: ops.url, TRELLIS_ACTOR: 'ada', ...env }
    const before = process.env
    process.env = acting
    try {
      const acts = recordActs(program, acting)
      const error = await program.parseAsync(words, { from: 'user' }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      await acts.end(error === undefined ? 0 : 1)
      return error
    } finally {
      process.env = before
    }
  }

  it('are recorded with who, what and how they ended', async () => {
    expect(await run(['sweep', 'run', 'offers', '--connection', 'acme'])).toBeUndefined()
    expect(await newest()).toMatchObject({
      ...{ who: 'ada', what: 'sweep run', outcome: 'done', exitCode: 0 },
      arguments: { resources: ['offers'], connection: 'acme' },
    })
    expect(await run(['connections', 'purge', 'acme', '--yes', 'acme'])).toMatchObject({
      message: expect.stringContaining('remove it first'),
    })
    expect(await newest()).toMatchObject({ what: 'connections purge', arguments: { id: 'acme', yes: 'acme' }, outcome: 'failed' })
  })

  it('are not those that only look', async () => {
    const before = await count()
    await run(['connections', 'list'])
    await run(['skip', 'greenhouse.offers', '0', '7'])
    await run(['permissions', '--list'])
    expect(await count()).toBe(before)
  })

  it('of which a value may not be written down say that it was given', async () => {
    const program = new Command('trellis')
    program
      .command('skip')
      .argument('<topic>')
      .option('--yes')
      .option('--password <word>')
      .option('--json')
      .action(() => undefined)
    await run(['skip', 'greenhouse.offers', '--yes', '--password', 'hush', '--json'], program)
    expect(await newest()).toMatchObject({
      what: 'skip',
      arguments: { topic: 'greenhouse.offers', yes: true, password: 'given' },
    })
    const { rows } = await ops.pool.query('select 1 from ops.audit_log as row where row::text like $1', ['%hush%'])
    expect(rows).toEqual([])
  })

  it('do not begin where they cannot be recorded', async () => {
    let isDone = false
    const program = new Command('trellis')
    program.command('snapshot').action(() => void (isDone = true))
    const error = await run(['snapshot'], program, { DATABASE_URL: 'postgres://user@127.0.0.1:1/none' })
    expect(error).toMatchObject({ message: expect.stringContaining('Nothing was done, since it cannot be recorded') })
    expect(isDone).toBe(false)
  })

  it('that may make the audit log are recorded once they have', async () => {
    const fresh = await ownOps()
    await fresh.pool.query('drop schema ops cascade')
    await run(['migrate'], trellisProgram(), { DATABASE_URL: fresh.url })
    expect(await readAuditLog(fresh.pool, { limit: 2 })).toMatchObject([{ what: 'migrate', outcome: 'done' }])
    await fresh.drop()
  })

  it('are recorded in a database that has no audit log yet', async () => {
    const fresh = await ownOps()
    await fresh.pool.query('drop schema ops cascade')
    const program = new Command('trellis')
    program.command('snapshot').action(() => undefined)
    await run(['snapshot'], program, { DATABASE_URL: fresh.url })
    expect(await readAuditLog(fresh.pool, { limit: 1 })).toMatchObject([{ what: 'snapshot', outcome: 'done' }])
    await fresh.drop()
  })

  describe('and what is not recorded', () => {
    /** For every session that begins from now on, whatever role it has. */
    const readOnly = async (setting: string): Promise<void> => {
      const alter = `alter database ${new URL(ops.url).pathname.slice(1)} ${setting}`
      await transact(ops.pool, (client) => client.query(alter), 'begin read write')
    }
    const isRefused = (error: unknown): boolean => error instanceof Error && error.message.includes('read-only transaction')
    beforeAll(() => readOnly('set default_transaction_read_only = on'))
    afterAll(() => readOnly('reset default_transaction_read_only'))

    it.each(LOOKS.filter((name) => !NOT_ASKED.includes(name)))('changes nothing: %s goes without the right to', async (name) => {
      const error = await run([...name.split(' '), ...(ARGUMENTS[name] ?? [])])
      expect([error, isRefused(error)]).toEqual([error, false])
    })

    it('would be seen to, if it did', async () => {
      expect(isRefused(await run(['sweep', 'run', '--connection', 'acme']))).toBe(true)
    })
  })
})

describe('who acts', () => {
  it('is who TRELLIS_ACTOR names, in one line, or the user and the machine', () => {
    expect(whoActs({ TRELLIS_ACTOR: ' ada\nlovelace ' })).toBe('ada lovelace')
    expect(whoActs({ TRELLIS_ACTOR: ' ' })).toMatch(new RegExp(`^${userInfo().username}@.+`))
  })
})
