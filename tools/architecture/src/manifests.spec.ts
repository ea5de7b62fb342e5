import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'
import { portsOf, required, variablesOf } from './service-variables.js'
import { workspaceRoot } from '@trellis/local'

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec: unknown
}

interface Container {
  readonly args: readonly string[]
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[]
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[]
  readonly resources: Readonly<Record<'requests' | 'limits', { readonly memory: string }>>
  readonly startupProbe: { readonly periodSeconds: number; readonly failureThreshold: number }
}

interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas?: number
    readonly template: {
      readonly spec: { readonly terminationGracePeriodSeconds: number; readonly containers: readonly Container[] }
    }
  }
}

interface Topic {
  readonly name: string
  readonly partitions: number
  readonly config: Readonly<Record<string, string>>
}

const SERVICES = ['console', 'harvest-poller', 'normalizer', 'warehouse-writer', 'webhook-ingress']
const SECRETS = /SECRET|KEY|PASSWORD|DATABASE_URL|CLIENT_ID|USER_ID|GREENHOUSE_CONNECTION/

const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8')
const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(workspaceRoot, folder)).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
const manifests = ['k8s/base', 'k8s/kafka'].flatMap((folder) =>
  filesOf(folder).flatMap((file) =>
    parseAllDocuments(read(`${folder}/${file}`), { strict: true }).map((document) => document.toJS() as unknown as Manifest),
  ),
)
const kustomization = parse(read('k8s/base/kustomization.yaml')) as {
  readonly resources: readonly string[]
  readonly configMapGenerator: readonly { readonly literals: readonly string[] }[]
}
const settings = kustomization.configMapGenerator.flatMap(({ literals }) =>
  literals.map((literal) => literal.split('=', 1)[0] ?? ''),
)
// By its path: this folder depends on no library, so it can be compiled before any of them.
const { topics } = (await import(join(workspaceRoot, 'libs/greenhouse/src/topics.ts'))) as { readonly topics: readonly Topic[] }

const ofKind = (kind: string): readonly Manifest[] => manifests.filter((each) => each.kind === kind)
const deployments = (ofKind('Deployment') as readonly Deployment[])
  .filter(({ metadata }) => metadata.name !== 'trellis-operator')
  .map((deployment) => ({
    name: deployment.metadata.name,
    deployment,
    container: deployment.spec.template.spec.containers[0] ?? never(`${deployment.metadata.name} has no container`),
  }))

describe('the manifests', () => {
  it('are all listed by the kustomization, and name no namespace', () => {
    expect([...kustomization.resources].sort()).toEqual([...filesOf('k8s/base')].sort())
    expect(manifests.filter(({ metadata }) => metadata.namespace !== undefined)).toEqual([])
  })

  it('hold a Deployment for each service, and a ServiceAccount without a token for each pod', () => {
    expect(deployments.map(({ name }) => name).sort()).toEqual(SERVICES)
    const accounts = ofKind('ServiceAccount').filter((account) => 'automountServiceAccountToken' in account)
    const others = ['trellis-migrate', 'trellis-operator', 'trellis-rebuild']
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual([...SERVICES, ...others].sort())
    expect(accounts).toEqual(accounts.map(() => expect.objectContaining({ automountServiceAccountToken: false })))
  })

  it('contain no Secret and no secret’s value', () => {
    expect(ofKind('Secret')).toEqual([])
    expect(settings.filter((name) => SECRETS.test(name))).toEqual([])
    const given = deployments.flatMap(({ container }) => container.env.filter(({ value }) => value !== undefined))
    expect(given.filter(({ name, value }) => SECRETS.test(name) && !value?.startsWith('/run/secrets/'))).toEqual([])
  })

  it('keep two pods of each service, and leave the number of the ingress’ to its autoscaler', () => {
    expect(Object.fromEntries(deployments.map(({ name, deployment: { spec } }) => [name, spec.replicas]))).toEqual({
      console: 2,
      'harvest-poller': 2,
      normalizer: 2,
      'warehouse-writer': 2,
      'webhook-ingress': undefined,
    })
  })
})

describe.each(deployments)('the Deployment of $name', ({ name, deployment, container }) => {
  it('runs restricted', () => {
    expect(deployment.spec.template.spec).toMatchObject({
      serviceAccountName: name,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    })
    expect(container).toMatchObject({
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    })
  })

  it('starts the service, asks it on its own port, and leaves it time to close', () => {
    const http = (path: string) => ({ httpGet: { path, port: 'http' } })
    expect(container).toMatchObject({
      args: [`apps/${name}/dist/main.js`],
      startupProbe: http('/readyz'),
      readinessProbe: http('/readyz'),
      livenessProbe: http('/healthz'),
    })
    expect(Object.fromEntries(container.ports.map((port) => [port.name, port.containerPort]))).toEqual(portsOf(name))
    const pause = ['webhook-ingress', 'console'].includes(name) ? 5 : 0
    expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(25 + pause)
    if (pause > 0) expect(container).toMatchObject({ lifecycle: { preStop: { sleep: { seconds: pause } } } })
  })

  it('asks for the memory that it may use, and is spread', () => {
    expect(container.resources.requests.memory).toBe(container.resources.limits.memory)
    expect(deployment.spec.template.spec).toMatchObject({ topologySpreadConstraints: expect.any(Array) })
    const [, heap = '0'] = /--max-old-space-size=(\d+)/.exec(JSON.stringify(container.env)) ?? []
    const [, amount = '', unit] = /^(\d+)(Mi|Gi)$/.exec(container.resources.limits.memory) ?? []
    const limit = Number(amount) * (unit === 'Gi' ? 1024 : 1)
    // Buffers of bodies, the stacks of threads and the program itself are beside the heap.
    expect(limit - Number(heap)).toBeGreaterThanOrEqual(256)
  })

  it('is given longer to start than it waits for Kafka and Postgres', () => {
    const [, waits = ''] = /totalMs = ([\d_]+)/.exec(read('libs/runtime/src/retry-fault.ts')) ?? []
    const { periodSeconds, failureThreshold } = container.startupProbe
    expect(Number(waits.replaceAll('_', ''))).toBe(600_000)
    expect(periodSeconds * failureThreshold * 1000).toBeGreaterThan(Number(waits.replaceAll('_', '')))
  })

  it('sets variables that the service reads, and all that it cannot do without', () => {
    // A secret may stand in a file that `<variable>_FILE` names.
    const own = container.env.map((each) => (variablesOf(name).has(each.name) ? each.name : each.name.replace(/_FILE$/, '')))
    expect([...settings, ...own].filter((each) => each !== 'NODE_OPTIONS' && !variablesOf(name).has(each))).toEqual([])
    expect(required(name).filter((each) => ![...settings, ...own].includes(each))).toEqual([])
  })
})

describe('the topics for Strimzi', () => {
  it('are those of the catalogue, with three replicas of which two must be in sync', () => {
    const declared = ofKind('KafkaTopic').map(({ apiVersion, metadata: { name }, spec }) => {
      const { partitions, replicas, config } = spec as Pick<Topic, 'partitions'> & {
        readonly replicas?: number
        readonly config: Readonly<Record<string, unknown>>
      }
      const texts = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]))
      return { apiVersion, name, partitions, replicas, config: texts }
    })
    const wanted = topics.map(({ name, partitions, config }) => ({
      name,
      partitions,
      config: { ...config, 'min.insync.replicas': '2' },
    }))
    expect(declared).toEqual(wanted.map((topic) => ({ ...topic, apiVersion: 'kafka.strimzi.io/v1', replicas: 3 })))
  })
})

function never(message: string): never {
  throw new Error(message)
}
