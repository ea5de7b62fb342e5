import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'

const folder = mkdtempSync(join(tmpdir(), 'pinned-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const manifest = '{"manifests":[]}'
const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`

describe('npm run image:pin', () => {
  it('writes the digest that the registry has behind each tag, and leaves our own images as they are', () => {
    put('Dockerfile', 'ARG NODE_IMAGE=docker.io/library/node:24-slim\nFROM ${NODE_IMAGE} AS build\n')
    put('docker-compose.yml', `image: localhost/trellis:dev\n    image: docker.io/a/kafka:4.3.1@sha256:${'0'.repeat(64)}\n`)
    put('k8s/overlays/dev/postgres.yaml', '          image: docker.io/library/postgres:18\n')
    put('bin/skopeo', `#!/bin/sh\nprintf '${manifest}'\n`)
    put('bin/docker', '#!/bin/sh\nexit 1\n')
    expect(pin('--check')).toMatchObject({ status: 1 })
    expect(pin()).toMatchObject({ status: 0 })
    expect(has('Dockerfile')).toBe(`ARG NODE_IMAGE=docker.io/library/node:24-slim@${digest}\nFROM \${NODE_IMAGE} AS build\n`)
    expect(has('docker-compose.yml')).toBe(`image: localhost/trellis:dev\n    image: docker.io/a/kafka:4.3.1@${digest}\n`)
    expect(has('k8s/overlays/dev/postgres.yaml')).toContain(`postgres:18@${digest}\n`)
    expect(pin('--check')).toMatchObject({ status: 0 })
  })

  it('changes nothing where the registry does not answer', () => {
    put('Dockerfile', 'ARG NODE_IMAGE=docker.io/library/node:24-slim\n')
    put('bin/skopeo', '#!/bin/sh\nexit 1\n')
    expect(pin()).toMatchObject({ status: 1, stderr: expect.stringContaining('could ask its registry') })
    expect(has('Dockerfile')).toBe('ARG NODE_IMAGE=docker.io/library/node:24-slim\n')
  })
})

function pin(...args: readonly string[]) {
  const env = { PATH: `${join(folder, 'bin')}:/bin:/usr/bin`, PIN_ROOT: folder }
  return spawnSync(process.execPath, [join(workspaceRoot, 'image/pin.mjs'), ...args], { env, encoding: 'utf8' })
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  if (path.startsWith('bin/')) chmodSync(join(folder, path), 0o755)
}

function has(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}
