import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from '@jest/globals'
import { ACTIONS, resources } from '@trellis/greenhouse'
import { fixtures, resourceSuite, silentPlaces } from '@trellis/greenhouse/testing'
import { localDir, workspaceRoot } from '@trellis/local'
import { int, type Resource } from '@trellis/pipeline'

const samples = join(workspaceRoot, 'libs/greenhouse/fixtures')
const newResource = join(workspaceRoot, 'tools/trellis/dist/new-resource.js')
const names = resources.map(({ name }) => name)

// Inside the checkout, so a draft finds the packages that it imports.
await mkdir(localDir, { recursive: true })
const dir = await mkdtemp(join(localDir, 'drafts-'))
afterAll(() => rm(dir, { recursive: true }))

const offers = await drafted('offers', ['offer_created', 'offer_updated', 'offer_deleted', 'hire_candidate'])
const jobs = await drafted('jobs', ['job_created', 'job_deleted', 'new_candidate_application'])
const pools = await drafted('prospect_pools', [])
const drafts = [offers, jobs, pools]

describe.each(drafts)('a draft of $name', ({ name, draft, actions }) => {
  resourceSuite(draft, { ...fixtures, listed: fixtures.listed.filter((of) => of.name === `${name}-v3`) }, names)

  it('claims what its bodies show of it', () => {
    expect(Object.keys(draft.webhooks).sort()).toEqual([...actions].sort())
  })
})

describe('npm run new:resource', () => {
  it('makes files that the compiler takes', async () => {
    const config = { extends: join(workspaceRoot, 'tsconfig.base.json'), files: drafts.map(({ file }) => file) }
    await writeFile(
      join(dir, 'tsconfig.json'),
      JSON.stringify({ ...config, compilerOptions: { composite: false, noEmit: true } }),
    )
    const tsc = join(workspaceRoot, 'node_modules/typescript-native/bin/tsc')
    expect(spawnSync(process.execPath, [tsc, '-p', dir], { encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 })
  })

  it('distinguishes actions that delete, that change and that only mention', () => {
    expect(offers.text).toContain("offer_created: observed('payload'),")
    expect(offers.text).toContain("offer_deleted: removed('payload.offer'),")
    expect(offers.text).toContain("hire_candidate: mentioned('payload.application.offer'),")
  })

  it('guesses types, window and parents', () => {
    expect(offers.text).toContain("of: { applications: 'application_ids', jobs: 'job_ids'")
    expect(offers.text).toContain("start_date: date('start_date').webhookOnly()")
    expect(offers.text).toContain("custom_fields: customFields('custom_fields')")
    expect(pools.text).toContain("job_ids: ids('job_ids')")
    expect(pools.draft.harvest).toMatchObject({ path: 'prospect_pools', since: 'updated_at', cadence: 'warm' })
  })

  it('says what to do next, apart from the draft', () => {
    expect(offers.next).toContain('libs/greenhouse/src/resources/offers.ts')
    expect(offers.text).not.toContain('Next:')
  })

  it('asks for a record where there is none, and for JSON', async () => {
    expect(await run(['offers', sample('webhooks/offer_created')])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/record/),
    })
    expect(await run(['offers'], '"text"')).toMatchObject({ code: 1, err: expect.stringMatching(/neither a JSON object nor/) })
    expect((await run(['--help'])).out).toContain('Prints a first draft')
  })

  it('is held to the suite: a path that no body has is found out in a draft too', () => {
    const misspelt: Resource = { ...offers.draft, columns: { ...offers.draft.columns, version: int('versionn') } }
    expect(silentPlaces(misspelt, fixtures)).toEqual(['version[0]'])
  })
})

interface Drafted {
  readonly name: string
  readonly actions: readonly string[]
  readonly file: string
  readonly text: string
  readonly next: string
  readonly draft: Resource
}

/** Runs the command over fixtures, keeps what it prints, and loads it. Without webhooks the records come by standard input. */
async function drafted(name: string, actions: readonly (typeof ACTIONS)[number][]): Promise<Drafted> {
  const records = sample(`records/${name}-v3`)
  const bodies = actions.map((action) => sample(`webhooks/${action}`))
  const { out, err } = await (actions.length === 0 ? run([name], readFileSync(records, 'utf8')) : run([name, records, ...bodies]))
  const file = join(dir, `${name.replaceAll('_', '-')}.ts`)
  await writeFile(file, out)
  const [draft] = Object.values((await import(pathToFileURL(file).href)) as Readonly<Record<string, Resource>>)
  if (!draft) throw new Error(`the draft of ${name} exports nothing`)
  return { name, actions, file, text: out, next: err, draft }
}

function sample(path: string): string {
  return join(samples, `${path}.json`)
}

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(args: readonly string[], input = ''): Promise<Ran> {
  if (!existsSync(newResource)) throw new Error('tools/trellis is not compiled: run the specs with npm test')
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [newResource, ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
    child.stdin?.end(input)
  })
}
