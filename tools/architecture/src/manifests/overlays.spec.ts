import { beforeAll, describe, expect, it } from '@jest/globals'
import { beyondRestricted, containersOf, missingFiles, podsOf, secretsOf } from './pods.js'
import { OVERLAYS, render, renderer, type Manifest } from './rendered.js'

/** What every Kubernetes 1.30 knows without an operator. */
const BUILT_IN = /^(v1|(apps|batch|policy|autoscaling|networking\.k8s\.io|rbac\.authorization\.k8s\.io)\/v[12])$/

if (!renderer) console.warn('NOT CHECKED: the overlays of k8s. Neither kubectl nor kustomize is on this machine.')
const rendering = renderer ? describe : describe.skip

rendering.each(OVERLAYS)('the overlay %s', (overlay) => {
  let manifests: readonly Manifest[]
  beforeAll(() => void (manifests = render(`k8s/overlays/${overlay}`)))

  it('puts everything into one namespace, which refuses pods that are not restricted', () => {
    const namespaces = manifests.filter(({ kind }) => kind === 'Namespace')
    expect(namespaces.map(({ metadata }) => [metadata.name, metadata.labels])).toEqual([
      ['trellis', expect.objectContaining({ 'pod-security.kubernetes.io/enforce': 'restricted' })],
    ])
    expect(manifests.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'trellis')).toEqual([])
    expect(podsOf(manifests).flatMap(beyondRestricted)).toEqual([])
  })

  it('has images of a named registry: by digest, or built here and found in none', () => {
    const ours = podsOf(manifests).flatMap(containersOf)
    const images = ours.map(({ image }) => image).filter((image) => !/^[^/]+\.[^/]+\/.+@sha256:[0-9a-f]{64}$/.test(image))
    const local = [
      'localhost/trellis:dev',
      'localhost/trellis-sandbox:dev',
      'docker.io/apache/kafka:4.3.1',
      'docker.io/library/postgres:18',
    ]
    expect([...new Set(images)].sort()).toEqual(overlay === 'dev' ? local.sort() : [])
  })

  it('lets a pod of ours run as any user but root, over a tree that it cannot change', () => {
    const ours = podsOf(manifests).filter(({ labels }) => labels['app.kubernetes.io/part-of'] === 'trellis')
    expect(ours.map(({ owner }) => owner)).toHaveLength(8)
    expect(ours.filter(({ spec }) => spec.securityContext?.runAsUser !== undefined)).toEqual([])
    expect(ours.flatMap(containersOf).filter(({ securityContext }) => !securityContext?.readOnlyRootFilesystem)).toEqual([])
    expect(ours.filter(({ spec }) => spec.automountServiceAccountToken !== false)).toEqual([])
  })

  it('hands secrets over in files, each of which a volume of the pod has', () => {
    const pods = podsOf(manifests).filter(({ labels }) => labels['app.kubernetes.io/part-of'] === 'trellis')
    expect(missingFiles(pods)).toEqual([])
    const named = pods.flatMap(containersOf).flatMap(({ env = [] }) => env)
    const inVariables = named.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => name)
    expect([...new Set(inVariables)]).toEqual(['HARVEST_USER_ID'])
  })

  it('migrates in a Job, and keeps a rebuild and a pod for a person ready without starting them', () => {
    const find = (kind: string, name: string) =>
      manifests.filter((each) => each.kind === kind && each.metadata.name === name).map(({ spec }) => spec)
    const argsOf = (owner: string) =>
      podsOf(manifests)
        .filter((pod) => pod.owner === owner)
        .flatMap(containersOf)
        .map(({ args }) => args)
    expect(argsOf('Job trellis-migrate')).toEqual([['tools/trellis/dist/main.js', 'migrate']])
    expect(find('Job', 'trellis-migrate')).toEqual([expect.objectContaining({ ttlSecondsAfterFinished: expect.any(Number) })])
    expect(argsOf('CronJob trellis-rebuild')).toEqual([['apps/warehouse-writer/dist/rebuild.js']])
    expect(find('CronJob', 'trellis-rebuild')).toEqual([expect.objectContaining({ suspend: true })])
    expect(find('Deployment', 'trellis-operator')).toEqual([expect.objectContaining({ replicas: 0 })])
  })

  it('needs operators only where it says so', () => {
    const others = manifests.map(({ apiVersion }) => apiVersion).filter((version) => !BUILT_IN.test(version))
    const wanted = [
      'external-secrets.io/v1',
      'gateway.networking.k8s.io/v1',
      'kafka.strimzi.io/v1',
      'keda.sh/v1alpha1',
      'monitoring.coreos.com/v1',
    ]
    expect([...new Set(others)].sort()).toEqual(overlay === 'production' ? wanted : [])
  })

  it('opens the services’ pods to the peers that it names, and to no other', () => {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy') as readonly Policy[]
    expect(policies.map(({ spec }) => spec)).toContainEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/part-of': 'trellis' } },
      policyTypes: ['Ingress', 'Egress'],
    })
    const rules = policies.flatMap(({ metadata, spec }) =>
      [...(spec.ingress ?? []), ...(spec.egress ?? [])].map((rule) => ({ policy: metadata.name, ...rule })),
    )
    expect(rules.length).toBeGreaterThan(5)
    expect(rules.filter(({ ports }) => ports.length === 0)).toEqual([])
    const open = rules.filter((rule) => [rule.from, rule.to].every((peers) => peers === undefined || peers.some(isAnyone)))
    const known = overlay === 'dev' ? ['make-secrets', 'trellis-names'] : []
    expect([...new Set(open.map(({ policy }) => policy))].sort()).toEqual(known)
  })

  it('lets the poller, the console and the operator’s pod alone speak to the world, in both families of addresses', () => {
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy') as readonly Policy[]
    const outward = policies.filter(({ spec }) => JSON.stringify(spec).includes('0.0.0.0/0'))
    const asking = {
      matchExpressions: [
        { key: 'app.kubernetes.io/name', operator: 'In', values: ['harvest-poller', 'console', 'trellis-operator'] },
      ],
    }
    const mailing = { matchLabels: { 'app.kubernetes.io/name': 'console' } }
    const wanted = { dev: [], 'example-external': [asking], production: [mailing, asking] }
    expect(outward.map(({ spec }) => spec.podSelector)).toEqual(wanted[overlay])
    expect(outward.filter(({ spec }) => !JSON.stringify(spec).includes('::/0'))).toEqual([])
  })

  it('routes nothing but webhooks to the ingress', () => {
    const services = manifests.filter(({ kind, metadata }) => kind === 'Service' && metadata.name === 'webhook-ingress')
    expect(services.map(({ spec }) => (spec as { readonly ports: unknown }).ports)).toEqual([
      [{ name: 'http', port: 80, targetPort: 'webhooks' }],
    ])
    const routes = manifests.filter(({ kind }) => ['HTTPRoute', 'Ingress'].includes(kind))
    const paths = routes.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec).match(/"\/[^"]*"/g)])
    const wanted = { 'webhook-ingress': ['"/webhooks/greenhouse/"'], console: ['"/"'] }
    expect(Object.fromEntries(paths)).toEqual(overlay === 'dev' ? {} : wanted)
  })

  it('leads people to the console’s pages alone, on a host of its own that the console knows', () => {
    const services = manifests.filter(({ kind, metadata }) => kind === 'Service' && metadata.name === 'console')
    expect(services.map(({ spec }) => (spec as { readonly ports: unknown }).ports)).toEqual([
      [{ name: 'http', port: 80, targetPort: 'pages' }],
    ])
    const entrances = manifests.filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'trellis-console')
    const ports = entrances.flatMap(({ spec }) => (spec as Policy['spec']).ingress?.flatMap((rule) => rule.ports) ?? [])
    expect(ports).toEqual([{ protocol: 'TCP', port: 'pages' }])
    const settings = manifests.filter(({ kind, metadata }) => kind === 'ConfigMap' && /^trellis-settings/.test(metadata.name))
    const values = settings.map((each) => (each as Manifest & { readonly data: Readonly<Record<string, string>> }).data)
    const hosts = manifests.flatMap(({ kind, metadata, spec }) =>
      ['HTTPRoute', 'Ingress'].includes(kind) ? [[metadata.name, JSON.stringify(spec).match(/[a-z]+\.invalid/)?.[0]]] : [],
    )
    const wanted = { 'webhook-ingress': 'webhooks.invalid', console: 'console.invalid' }
    expect(Object.fromEntries(hosts)).toEqual(overlay === 'dev' ? {} : wanted)
    // Where no route leads there, people come by `kubectl port-forward`, on the address that the console answers on by itself.
    expect(values.map(({ CONSOLE_URL }) => CONSOLE_URL)).toEqual([overlay === 'dev' ? undefined : `https://${wanted.console}`])
    // The console ends at once where it names another host than the world's over https, or this machine.
    const webhooks = overlay === 'dev' ? undefined : `https://${wanted['webhook-ingress']}`
    expect(values.map(({ INGRESS_PUBLIC_URL }) => INGRESS_PUBLIC_URL)).toEqual([webhooks])
  })

  it('mails alerts of the console where it has the component for it: the server is a secret, the sender is named', () => {
    const consoles = podsOf(manifests).filter(({ owner }) => owner === 'Deployment console')
    const servers = secretsOf(consoles).filter((secret) => secret.endsWith('/SMTP_URL'))
    const senders = manifests.flatMap(
      (each) => (each as { readonly data?: Readonly<Record<string, string>> }).data?.['ALERT_FROM'] ?? [],
    )
    const isMailed = overlay === 'production'
    expect(servers).toEqual(isMailed ? ['console-secrets/SMTP_URL'] : [])
    expect(senders).toEqual(isMailed ? ['Trellis <trellis@mail.invalid>'] : [])
  })

  it('keeps each service of several pods from losing more than one at a time, and scales it', () => {
    const named = (kind: string): readonly string[] =>
      manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name)
    expect(named('PodDisruptionBudget')).toEqual([
      'console',
      'harvest-poller',
      'normalizer',
      'warehouse-writer',
      'webhook-ingress',
    ])
    expect(named('HorizontalPodAutoscaler')).toEqual(['webhook-ingress'])
    expect(named('ScaledObject')).toEqual(overlay === 'production' ? ['normalizer', 'warehouse-writer'] : [])
    const counted = manifests.filter(({ kind, spec }) => kind === 'Deployment' && 'replicas' in (spec as object))
    const scaled = overlay === 'production' ? [] : ['normalizer', 'warehouse-writer']
    expect(counted.map(({ metadata }) => metadata.name).sort()).toEqual(
      ['console', 'harvest-poller', 'trellis-operator', ...scaled].sort(),
    )
  })
})

interface Policy extends Manifest {
  readonly spec: { readonly podSelector: unknown; readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] }
}

interface Rule {
  readonly from?: readonly Peer[]
  readonly to?: readonly Peer[]
  readonly ports: readonly unknown[]
}

interface Peer {
  readonly namespaceSelector?: object
  readonly podSelector?: object
}

/** A peer whose selectors select every pod of every namespace. */
function isAnyone({ namespaceSelector, podSelector }: Peer): boolean {
  const isEmpty = (selector: object | undefined): boolean => selector !== undefined && Object.keys(selector).length === 0
  return isEmpty(namespaceSelector) && (podSelector === undefined || isEmpty(podSelector))
}
