import type { LoadHook } from 'node:module'

/** What is changed, by the end of the module's address: a column that is read from another's place, and the revision before. */
const CHANGES: Readonly<Record<string, (code: string) => string>> = {
  '/libs/greenhouse/dist/resources/offers.js': (code) =>
    code.replace(`date('starts_on', 'starts_at', 'start_date')`, `date('sent_on', 'sent_at')`),
  '/libs/greenhouse/dist/source.js': (code) =>
    code.replace(/revision: (\d+)/, (_, revision) => `revision: ${Number(revision) - 1}`),
}

/** Node's hook of the same name. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context)
  const [, change] = Object.entries(CHANGES).find(([end]) => url.endsWith(end)) ?? []
  if (!change) return loaded
  const code = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
  const changed = change(code)
  if (changed === code) throw new Error(`${url} is not what the spec was written for`)
  return { ...loaded, source: changed }
}
