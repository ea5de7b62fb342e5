import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'

/** What is installed for lists alone. */
const folder = join(workspaceRoot, 'tools/supply-chain/sbom')
const command = join(folder, 'node_modules/.bin/cyclonedx-npm')

/**
 * A software bill of materials as CycloneDX 1.6 in JSON: every package that Trellis runs with, without those that only developers need. The same packages give
 * the same text. Throws where npm cannot install what makes it.
 */
export function sbom(root = workspaceRoot): string {
  if (!existsSync(command))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' })
  // npm says that optional packages of other platforms are missing, as they should be: that is no error.
  const options = ['--ignore-npm-errors', '--omit=dev', '--output-reproducible', '--spec-version=1.6', '--output-file=-']
  return execFileSync(process.execPath, [command, ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** A component of a CycloneDX document, as far as it is read here. */
interface Component {
  readonly group?: string
  readonly name: string
  readonly version?: string
  readonly components?: readonly Component[]
}

/** What a bill of materials lists, as `name@version`, however deep. */
export function listedIn(bill: string): ReadonlySet<string> {
  const { components = [] } = JSON.parse(bill) as { readonly components?: readonly Component[] }
  return new Set(components.flatMap(namesOf))
}

/** A package may write its own version with a `v` before it; npm leaves that out. */
function namesOf({ group, name, version = '', components = [] }: Component): readonly string[] {
  return [`${group === undefined ? '' : `${group}/`}${name}@${version.replace(/^v/, '')}`, ...components.flatMap(namesOf)]
}
