import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startSandbox } from '@trellis/greenhouse-sandbox'
import { workspaceRoot } from '@trellis/local'
import { podsOf, secretsOf } from './pods.js'
import { render, renderer } from './rendered.js'

type Data = Readonly<Record<string, string>>

describe('the Secrets of the dev overlay', () => {
  const kept = new Map<string, Data>()
  const asked: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'service-account-'))
  let server: Server

  beforeAll(async () => {
    writeFileSync(join(folder, 'namespace'), 'trellis')
    writeFileSync(join(folder, 'token'), 'a-token')
    server = apiServer(kept, asked)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await makeSecrets()
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })

  const makeSecrets = () =>
    promisify(execFile)(process.execPath, [join(workspaceRoot, 'k8s/overlays/dev/make-secrets.mjs')], {
      env: { KUBERNETES_API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, SERVICE_ACCOUNT_DIR: folder },
    })

  const references = (overlay: string): readonly string[] => secretsOf(podsOf(render(`k8s/overlays/${overlay}`)))

  const rendering = renderer ? it : it.skip

  rendering('are all that its pods need, key by key', () => {
    const wanted = references('dev')
    expect(wanted.length).toBeGreaterThan(10)
    const made = new Set([...kept].flatMap(([name, data]) => [name, ...Object.keys(data).map((key) => `${name}/${key}`)]))
    expect(wanted.filter((each) => !made.has(each))).toEqual([])
  })

  rendering('have the names that a production takes from its store, beside the certificates that Strimzi keeps', () => {
    const production = render('k8s/overlays/production')
    const namesOf = (kind: string): readonly string[] =>
      production.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name)
    const names = new Set(references('production').map((each) => each.split('/', 1)[0] ?? ''))
    const certificates = [...namesOf('KafkaUser'), 'trellis-cluster-ca-cert']
    expect([...names].filter((name) => !certificates.includes(name)).sort()).toEqual([...namesOf('ExternalSecret')].sort())
  })

  it('stay as they are when they are made again, and what is missing comes back with the same value', async () => {
    const before = new Map(kept)
    kept.delete('webhook-ingress-secrets')
    const { stdout } = await makeSecrets()
    expect(new Map(kept)).toEqual(before)
    expect(stdout.match(/: made/g)).toHaveLength(1)
  })

  it('are not shown', async () => {
    const { stdout, stderr } = await makeSecrets()
    const values = [...kept.values()].flatMap((data) => Object.values(data)).filter((value) => value.length > 12)
    expect(values.filter((value) => `${stdout}${stderr}`.includes(value))).toEqual([])
  })

  it('ask the API server for no more than their role grants', () => {
    expect(new Set(asked)).toEqual(new Set(['POST secrets', 'GET secrets/trellis-dev-seed']))
  })

  it('name the Site Admin of the company that the sandbox invents', async () => {
    const sandbox = await startSandbox({ seed: 1, candidates: 200 })
    expect(kept.get('trellis-harvest-account')?.['HARVEST_USER_ID']).toBe(String(sandbox.credentials.userId))
    await sandbox.stop()
  })
})

/** Of Kubernetes' API: creating a Secret, and reading one. */
function apiServer(kept: Map<string, Data>, asked: string[]): Server {
  return createServer((request, response) => {
    const body: Buffer[] = []
    request.on('data', (chunk: Buffer) => body.push(chunk))
    request.on('end', () => {
      const path = (request.url ?? '').replace('/api/v1/namespaces/trellis/', '')
      asked.push(`${request.method} ${path}`)
      if (request.headers.authorization !== 'Bearer a-token') response.writeHead(401).end('{}')
      else if (request.method === 'GET') {
        const data = Object.entries(kept.get(path.replace('secrets/', '')) ?? {})
        const encoded = data.map(([key, value]) => [key, Buffer.from(value).toString('base64')] as const)
        response.writeHead(data.length > 0 ? 200 : 404).end(JSON.stringify({ data: Object.fromEntries(encoded) }))
      } else {
        const { metadata, stringData } = JSON.parse(Buffer.concat(body).toString()) as {
          readonly metadata: { readonly name: string }
          readonly stringData: Data
        }
        const isNew = !kept.has(metadata.name)
        if (isNew) kept.set(metadata.name, stringData)
        response.writeHead(isNew ? 201 : 409).end('{}')
      }
    })
  })
}
