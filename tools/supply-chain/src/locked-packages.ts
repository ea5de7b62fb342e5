import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceRoot } from '@trellis/local'

/** A package of others that the lock file names. */
export interface LockedPackage {
  readonly name: string
  readonly version: string
  /** As an SPDX expression; undefined where it says nothing that can be read. */
  readonly licence: string | undefined
  /** Where npm puts it. */
  readonly path: string
  readonly hasInstallScript: boolean
  /** Trellis does not run without it: neither developers alone need it, nor is it for another platform. */
  readonly isNeededToRun: boolean
  readonly resolved: string | undefined
  readonly integrity: string | undefined
}

/** An entry of `package-lock.json`, as far as it is read here. */
interface LockEntry {
  readonly name?: string
  readonly version?: string
  readonly license?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
  readonly peer?: boolean
  readonly resolved?: string
  readonly integrity?: string
}

/** All of them, by path. */
export function lockedPackages(root = workspaceRoot): readonly LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>
  }
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link === true || entry.version === undefined) return []
    const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = entry.license ?? licenceInside(join(root, path))
    const { version, hasInstallScript = false, resolved, integrity, dev, optional, devOptional, peer } = entry
    const isNeededToRun = ![dev, optional, devOptional, peer].includes(true)
    return [{ name, version, licence, path, hasInstallScript, isNeededToRun, resolved, integrity }]
  })
}

/** Older packages have a list, which the lock file leaves out. */
function licenceInside(folder: string): string | undefined {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return undefined
  const { licenses } = JSON.parse(readFileSync(file, 'utf8')) as { readonly licenses?: readonly { readonly type?: string }[] }
  return licenses?.[0]?.type
}
