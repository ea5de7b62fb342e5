import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { freePort, until } from '@trellis/local'

const VERSION = '1.37.2'

/** Where k8s/api-server/build.sh puts what it builds. */
export const binaries: string =
  process.env['TRELLIS_API_SERVER_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'trellis', `kubernetes-${VERSION}`)

/** What an API server needs and this machine has not; undefined where all is there. */
export function missingForApiServer(): string | undefined {
  const wanted = [join(binaries, 'kube-apiserver'), join(binaries, 'kubectl')].find((path) => !existsSync(path))
  if (wanted !== undefined) return `${wanted} (sh k8s/api-server/build.sh)`
  return spawnSync('etcd', ['--version'], { stdio: 'ignore' }).status === 0 ? undefined : 'etcd'
}

/** A running API server of Kubernetes: it checks and keeps objects, and starts no pod. */
export interface ApiServer {
  /** Runs kubectl against it. */
  kubectl(...args: readonly string[]): { readonly status: number | null; readonly output: string }
  stop(): Promise<void>
}

/** Starts etcd and the API server in this folder, on ports of 127.0.0.1, with the kinds that the build has collected. */
export async function startApiServer(folder: string): Promise<ApiServer> {
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()]
  const [etcdUrl, peerUrl] = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${peerPort}`]
  const token = randomBytes(24).toString('hex')
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const publicKey = file('sa.pub', keys.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  const privateKey = file('sa.key', keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
  const etcd = started('etcd', [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
  ])
  const server = started(join(binaries, 'kube-apiserver'), [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'certs')}`,
    '--service-cluster-ip-range=10.96.0.0/24',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${publicKey}`,
    `--service-account-signing-key-file=${privateKey}`,
    `--token-auth-file=${file('tokens.csv', `${token},admin,admin,"system:masters"\n`)}`,
    '--authorization-mode=Node,RBAC',
  ])
  const config = file('kubeconfig', JSON.stringify(kubeconfig(`https://127.0.0.1:${port}`, token, folder)))
  const kubectl: ApiServer['kubectl'] = (...args) => {
    const ran = spawnSync(join(binaries, 'kubectl'), [`--kubeconfig=${config}`, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 25,
    })
    return { status: ran.status, output: `${ran.stdout}${ran.stderr}` }
  }
  // The API server outlives an etcd that is gone by minutes: it is ended first.
  const stop = async (): Promise<void> => {
    await ended(server)
    await ended(etcd)
  }
  try {
    const isReady = (): boolean => kubectl('get', '--raw', '/readyz').status === 0
    await until(isReady, { what: 'the API server to be ready', limitMs: 120_000, everyMs: 500 })
    const crds = join(binaries, 'crds')
    for (const name of existsSync(crds) ? readdirSync(crds) : []) {
      const { status, output } = kubectl('apply', '--server-side', '-f', join(crds, name))
      if (status !== 0) throw new Error(`${name}: ${output}`)
    }
    const established = kubectl('wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all')
    if (established.status !== 0) throw new Error(established.output)
    return { kubectl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The certificate is the server's own, made at its start and read from its folder. */
function kubeconfig(server: string, token: string, folder: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, 'certificate-authority': join(folder, 'certs/apiserver.crt') } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }
}

function started(command: string, args: readonly string[]): ChildProcess {
  return spawn(command, args, { stdio: 'ignore' })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    child.kill('SIGTERM')
  })
}
