import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keptAuthority } from './kept-authority.js'
import { giveTo, type PostgresHome } from './postgres-home.js'

/** What makes a server speak TLS alone, and what is added to an address so that its clients check who it is. */
type PostgresGuard = { readonly settings: Readonly<Record<string, string>>; readonly query: string }

/** Gives the server of the folder a certificate of an authority whose own is in `<dir>/ca.crt`. */
export async function guardPostgres(dir: string, { data, user }: PostgresHome): Promise<PostgresGuard> {
  const authority = await keptAuthority(dir, 'Trellis, PostgreSQL of this machine')
  const { certificate, key } = await authority.issue({ name: 'postgres' })
  // Beside the data, where its user can read them; it refuses a key that others may read too.
  const place = (name: string): string => join(dirname(data), name)
  const files = { certificate: place('server.crt'), key: place('server.key'), rules: place('pg_hba.conf') }
  const texts = { certificate, key, rules: 'hostssl all all 127.0.0.1/32 scram-sha-256\n' }
  for (const name of ['certificate', 'key', 'rules'] as const) {
    await writeFile(files[name], texts[name], { mode: 0o600 })
    await giveTo(user, files[name])
  }
  return {
    settings: { ssl: 'on', ssl_cert_file: files.certificate, ssl_key_file: files.key, hba_file: files.rules },
    query: `?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority.caFile)}`,
  }
}
