import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'
import { parseAllDocuments } from 'yaml'

/** An object as it would be applied. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
  }
  readonly spec: unknown
}

export const OVERLAYS = ['dev', 'production', 'example-external'] as const

/** The command that renders a kustomization, where there is one on this machine: kubectl carries kustomize. */
export const renderer: readonly string[] | undefined = [
  ['kubectl', 'kustomize'],
  ['kustomize', 'build'],
].find(([command = '']) => answers(command))

const rendered = new Map<string, readonly Manifest[]>()

/** What `kubectl apply -k` would apply of this folder of the repository. */
export function render(folder: string): readonly Manifest[] {
  const known = rendered.get(folder)
  if (known) return known
  const [command = '', ...args] = renderer ?? []
  const text = execFileSync(command, [...args, join(workspaceRoot, folder)], { encoding: 'utf8', maxBuffer: 1 << 25 })
  const documents = parseAllDocuments(text, { strict: true, version: '1.1' })
  const made = documents.map((document) => document.toJS() as unknown as Manifest)
  rendered.set(folder, made)
  return made
}

function answers(command: string): boolean {
  try {
    execFileSync(command, [command === 'kubectl' ? '--help' : 'version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
