import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { parse } from 'yaml'
import { required, variablesOf } from '../service-variables.js'

interface Service {
  readonly image: string
  readonly build?: { readonly target: string }
  readonly profiles?: readonly string[]
  readonly command?: readonly string[]
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

const SERVICES = ['console', 'harvest-poller', 'normalizer', 'warehouse-writer', 'webhook-ingress']
const SECRETS = /SECRET|KEY|PASSWORD|DATABASE_URL|CLIENT_ID/

const text = readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8')
const { services, volumes } = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
}
const folder = mkdtempSync(join(tmpdir(), 'compose-secrets-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const makeSecrets = (): string =>
  execFileSync(process.execPath, [join(workspaceRoot, 'compose/make-secrets.mjs'), folder], { encoding: 'utf8' })
const said = makeSecrets()
const madeFor = (name: string): string => readFileSync(join(folder, name, 'env'), 'utf8')
const allMade = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== 'made')
      .flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )
const service = (name: string): Service => services[name] ?? never(`${name} is missing`)

describe('the compose file', () => {
  it('starts all of it without a profile, and publishes on this machine alone', () => {
    const started = Object.entries(services).filter(([, { profiles }]) => profiles === undefined)
    const around = ['grafana', 'greenhouse-sandbox', 'kafka', 'migrate', 'postgres', 'prometheus', 'secrets']
    expect(started.map(([name]) => name).sort()).toEqual([...SERVICES, ...around].sort())
    const ports = Object.values(services).flatMap((each) => each.ports ?? [])
    expect(ports.length).toBeGreaterThan(3)
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('asks nothing of the environment, and holds no secret', () => {
    expect(text.match(/\$\{/g)).toBeNull()
    const given = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment))
    expect(given.filter((name) => SECRETS.test(name) && !/_FILE$|^KAFKA_/.test(name))).toEqual([])
  })

  it('lets the console send mails by a file that need not be there, and that neither git nor the image takes', () => {
    const files = Object.entries(services).flatMap(([name, { env_file = [] }]) => env_file.map((file) => ({ name, ...file })))
    expect(files).toEqual([{ name: 'console', path: 'compose/.env.console', required: false }])
    // Over http it takes this machine's name alone, and ends at once with another.
    expect(service('console').environment?.['INGRESS_PUBLIC_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const linesOf = (path: string): readonly string[] => readFileSync(join(workspaceRoot, path), 'utf8').split('\n')
    expect([linesOf('.gitignore'), linesOf('.dockerignore')]).toEqual([
      expect.arrayContaining(['.env*']),
      expect.arrayContaining(['**/.env*']),
    ])
  })

  it('gives each service the volume of its own secrets and no other', () => {
    const secretsOf = (name: string): readonly string[] =>
      (service(name).volumes ?? []).flatMap((volume) => /^secrets-[a-z-]+/.exec(volume) ?? [])
    const others = Object.keys(services).filter((name) => name !== 'secrets')
    const owned = others.flatMap((name) => secretsOf(name).map((volume) => [name, volume]))
    expect(owned.filter(([name, volume]) => volume !== `secrets-${name === 'trellis' ? 'operator' : name}`)).toEqual([])
    expect(new Set(owned.map(([, volume]) => volume))).toEqual(new Set(secretsOf('secrets')))
    const mounted = (service('secrets').volumes ?? []).flatMap((volume) => /:\/secrets\/([a-z-]+)$/.exec(volume)?.[1] ?? [])
    expect(
      readdirSync(folder)
        .filter((entry) => entry !== 'made')
        .sort(),
    ).toEqual(mounted.sort())
  })

  it('declares each volume that is mounted', () => {
    const mounted = Object.values(services).flatMap((each) => each.volumes ?? [])
    const named = mounted.flatMap((volume) => /^([a-z][a-z-]*):/.exec(volume)?.[1] ?? [])
    expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort())
  })

  it('adds the secrets of a service that is new, with the database and the key of the others, and touches nothing else', () => {
    const before = allMade()
    rmSync(join(folder, 'console'), { recursive: true })
    writeFileSync(join(folder, 'harvest-poller/env'), madeFor('harvest-poller').replace(/^HARVEST_CLIENT_ID=.*\n/m, ''))
    expect(makeSecrets()).toBe('Made what was missing: harvest-poller/HARVEST_CLIENT_ID, console/env.\n')
    const after = allMade()
    // What signs sessions may be another; a line that was missing comes last.
    const changed = Object.keys(before).filter((path) => after[path] !== before[path])
    expect(changed.sort()).toEqual(['console/env', 'harvest-poller/env'])
    const linesOf = (text = ''): readonly string[] => text.split('\n').sort()
    expect(linesOf(after['harvest-poller/env'])).toEqual(linesOf(before['harvest-poller/env']))
    const shared = linesOf(before['console/env']).filter((line) => !line.startsWith('CONSOLE_SESSION_SECRET='))
    expect(linesOf(after['console/env'])).toEqual(expect.arrayContaining([...shared]))
    expect(after['console/env']).toMatch(/^CONSOLE_SESSION_SECRET=[A-Za-z0-9+/]{43}=$/m)
  })

  it('has secrets that are random, are made once, and are not shown', () => {
    const before = madeFor('webhook-ingress')
    expect(`${said}${makeSecrets()}`).toBe('The secrets are made.\nThe secrets are there already.\n')
    expect(madeFor('webhook-ingress')).toBe(before)
    const password = readFileSync(join(folder, 'postgres/password'), 'utf8')
    expect(password).toMatch(/^[0-9a-f]{48}$/)
    expect(before).toContain(`DATABASE_URL=postgres://trellis:${password}@postgres:5432/trellis\n`)
    expect(before).toMatch(/^TRELLIS_MASTER_KEY=[A-Za-z0-9+/]{43}=$/m)
  })
})

describe.each(SERVICES)('the compose file’s %s', (name) => {
  const { command = [], environment = {}, depends_on: after, ...rest } = service(name)
  const made = [...madeFor(name).matchAll(/^(\w+)=/gm)].map(([, variable = '']) => variable)

  it('runs restricted, once the schema is there', () => {
    expect(rest).toMatchObject({ image: 'localhost/trellis:dev', read_only: true, cap_drop: ['ALL'] })
    expect(rest).toMatchObject({ security_opt: ['no-new-privileges:true'] })
    expect(command.at(-1)).toBe(`apps/${name}/dist/main.js`)
    expect(after).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
  })

  it('is given variables that the service reads, and all that it cannot do without', () => {
    const names = [...Object.keys(environment), ...made]
    expect(names.filter((each) => !variablesOf(name).has(each))).toEqual([])
    expect(required(name).filter((each) => !names.includes(each))).toEqual([])
  })
})

function never(message: string): never {
  throw new Error(message)
}
