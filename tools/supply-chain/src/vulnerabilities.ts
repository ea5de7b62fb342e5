import { isNativeError } from 'node:util/types'
import { EnvHttpProxyAgent, request } from 'undici'
import type { LockedPackage } from './locked-packages.js'

/** OSV's own address; OSV_URL names a mirror. */
export const OSV_URL = 'https://api.osv.dev'

const AT_A_TIME = 500
const LIMITS = { headersTimeout: 30_000, bodyTimeout: 30_000 }

/** What is known of a package that is used. */
export interface Vulnerability {
  readonly package: string
  readonly ids: readonly string[]
}

/** The database could not be asked: nothing is known, which is not the same as nothing being wrong. */
export interface NotAsked {
  readonly skipped: string
}

/** Vulnerabilities that were looked at and do not concern us, with the reason. Each is looked at again when its package changes. */
export const ACCEPTED: Readonly<Record<string, string>> = {}

/** Asks OSV about every package and version. Gives what is known, or why it could not be asked. */
export async function vulnerabilities(
  packages: readonly LockedPackage[],
  url = OSV_URL,
): Promise<readonly Vulnerability[] | NotAsked> {
  const found: Vulnerability[] = []
  const distinct = [...new Map(packages.map((each) => [`${each.name}@${each.version}`, each]))]
  try {
    for (let start = 0; start < distinct.length; start += AT_A_TIME) {
      const some = distinct.slice(start, start + AT_A_TIME)
      const known = await ask(
        some.map(([, each]) => each),
        url,
      )
      found.push(...some.flatMap(([name], index) => (known[index]?.length ? [{ package: name, ids: known[index] }] : [])))
    }
  } catch (error) {
    return {
      skipped: `${url} does not answer (${isNativeError(error) || error instanceof Error ? error.message : 'for a reason unknown'})`,
    }
  }
  return found
    .map(({ package: name, ids }) => ({ package: name, ids: ids.filter((id) => !(id in ACCEPTED)) }))
    .filter(({ ids }) => ids.length > 0)
}

async function ask(packages: readonly LockedPackage[], url: string): Promise<readonly (readonly string[])[]> {
  const queries = packages.map(({ name, version }) => ({ package: { name, ecosystem: 'npm' }, version }))
  const answer = await request(`${url}/v1/querybatch`, {
    ...{ method: 'POST', body: JSON.stringify({ queries }), headers: { 'content-type': 'application/json' } },
    ...{ dispatcher: new EnvHttpProxyAgent(), ...LIMITS },
  })
  const text = await answer.body.text()
  if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`)
  const { results } = JSON.parse(text) as { readonly results: readonly { readonly vulns?: readonly { readonly id: string }[] }[] }
  if (results.length !== packages.length) throw new Error('an answer that leaves packages out')
  return results.map(({ vulns = [] }) => vulns.map(({ id }) => id))
}
