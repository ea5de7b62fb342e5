import type { Manifest } from './rendered.js'

interface EnvironmentSource {
  readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean }
}

/** A container, as far as the specs look at it. */
export interface Container {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: EnvironmentSource }[]
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string } }[]
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly hostPort?: number }[]
  readonly resources?: { readonly limits?: { readonly memory?: string }; readonly requests?: { readonly memory?: string } }
  readonly securityContext?: SecurityContext
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
  readonly startupProbe?: { readonly periodSeconds: number; readonly failureThreshold: number }
}

interface SecurityContext {
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
  readonly readOnlyRootFilesystem?: boolean
  readonly seccompProfile?: { readonly type: string }
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] }
}

/** The pod of a workload. */
export interface Pod {
  readonly owner: string
  readonly labels: Readonly<Record<string, string>>
  readonly spec: {
    readonly serviceAccountName?: string
    readonly automountServiceAccountToken?: boolean
    readonly hostNetwork?: boolean
    readonly hostPID?: boolean
    readonly hostIPC?: boolean
    readonly securityContext?: SecurityContext
    readonly initContainers?: readonly Container[]
    readonly containers: readonly Container[]
    readonly volumes?: readonly (Readonly<Record<string, unknown>> & {
      readonly name: string
      readonly secret?: { readonly secretName: string }
    })[]
  }
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> }
  readonly spec: Pod['spec']
}

/** Every pod that these manifests lead to. */
export function podsOf(manifests: readonly Manifest[]): readonly Pod[] {
  return manifests.flatMap(({ kind, metadata, spec }) => {
    const template = templateIn(kind, spec)
    return template ? [{ owner: `${kind} ${metadata.name}`, labels: template.metadata.labels, spec: template.spec }] : []
  })
}

/** The containers of a pod, those that run first too. */
export function containersOf({ spec }: Pod): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers]
}

function templateIn(kind: string, spec: unknown): Template | undefined {
  if (kind === 'CronJob')
    return (spec as { readonly jobTemplate: { readonly spec: { readonly template: Template } } }).jobTemplate.spec.template
  if (['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind)) return (spec as { readonly template: Template }).template
  return undefined
}

/** What the Pod Security Standard `restricted` forbids of this pod (Kubernetes' page of that name, version 1.32). */
export function beyondRestricted(pod: Pod): readonly string[] {
  const { spec } = pod
  const volumes = [
    'configMap',
    'csi',
    'downwardAPI',
    'emptyDir',
    'ephemeral',
    'persistentVolumeClaim',
    'projected',
    'secret',
    'name',
  ]
  const ofPod = [
    ...(spec.hostNetwork || spec.hostPID || spec.hostIPC ? ['a namespace of the host'] : []),
    ...(spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => !volumes.includes(key))),
  ]
  const ofContainers = containersOf(pod).flatMap((container) => {
    const own = container.securityContext ?? {}
    const seccomp = own.seccompProfile ?? spec.securityContext?.seccompProfile
    const wrong = {
      privileged: own.privileged === true,
      allowPrivilegeEscalation: own.allowPrivilegeEscalation !== false,
      runAsNonRoot: (own.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true,
      'runAsUser 0': (own.runAsUser ?? spec.securityContext?.runAsUser) === 0,
      seccompProfile: !['RuntimeDefault', 'Localhost'].includes(seccomp?.type ?? ''),
      'capabilities kept': !own.capabilities?.drop?.includes('ALL'),
      'capabilities added': (own.capabilities?.add ?? []).some((each) => each !== 'NET_BIND_SERVICE'),
      hostPort: container.ports?.some(({ hostPort }) => hostPort !== undefined) === true,
    }
    return Object.entries(wrong).flatMap(([rule, isWrong]) => (isWrong ? [`${container.name}: ${rule}`] : []))
  })
  return [...ofPod, ...ofContainers].map((each) => `${pod.owner}: ${each}`)
}

/** The Secrets that pods lean on: `name`, and `name/key` where a key is named, also by the path of a file. */
export function secretsOf(pods: readonly Pod[]): readonly string[] {
  const all = pods.flatMap((pod) => {
    const volumes = (pod.spec.volumes ?? []).flatMap(({ name, secret }) => (secret ? [{ name, secret: secret.secretName }] : []))
    const inContainers = containersOf(pod).flatMap(({ env = [], envFrom = [], volumeMounts = [] }) => [
      ...env.flatMap(({ valueFrom }) =>
        valueFrom?.secretKeyRef ? [`${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`] : [],
      ),
      ...env.flatMap(({ value = '' }) => {
        const mount = volumeMounts.find(({ mountPath }) => value.startsWith(`${mountPath}/`))
        const volume = volumes.find(({ name }) => name === mount?.name)
        return mount && volume ? [`${volume.secret}/${value.slice(mount.mountPath.length + 1)}`] : []
      }),
      ...envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])),
    ])
    return [...volumes.map(({ secret }) => secret), ...inContainers]
  })
  return [...new Set(all)].sort()
}

/** The files that environments name and no volume of the container has. */
export function missingFiles(pods: readonly Pod[]): readonly string[] {
  return pods.flatMap((pod) =>
    containersOf(pod).flatMap(({ env = [], volumeMounts = [] }) =>
      env.flatMap(({ name, value = '' }) => {
        const isThere = volumeMounts.some(({ mountPath }) => value.startsWith(`${mountPath}/`))
        return name.endsWith('_FILE') && !isThere ? [`${pod.owner}: ${name}`] : []
      }),
    ),
  )
}
