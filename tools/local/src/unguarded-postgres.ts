import pg from 'pg'

/** Nothing here has to outlive a crash of the machine, and no commit waits for a disk. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
} as const

/** Has a server whose data goes with the run keep it in memory for as long as it likes. Specs that kill a Postgres start their own. */
export async function leaveUnguarded(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const [name, value] of Object.entries(SETTINGS)) await client.query(`alter system set ${name} = '${value}'`)
    await client.query('select pg_reload_conf()')
  } finally {
    await client.end()
  }
}
