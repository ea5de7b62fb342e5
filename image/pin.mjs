// Asks the registry for the digest of every image that is not ours, and writes it behind its tag: in the Dockerfile, in docker-compose.yml
// and in the dev overlay. Run it again to take up a newer build of the same tag. Needs `docker buildx` or `skopeo`.
//   npm run image:pin             writes
//   npm run image:pin -- --check  writes nothing, and ends with 1 where one has no digest
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = process.env.PIN_ROOT ?? fileURLToPath(new URL('..', import.meta.url))
const overlay = 'k8s/overlays/dev'
const files = ['Dockerfile', 'docker-compose.yml', ...readdirSync(join(root, overlay)).map((name) => `${overlay}/${name}`)]
// By its registry: our own images have none that can be asked.
const image = /\b(docker\.io\/[\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?/g
const check = process.argv.includes('--check')

const digests = new Map()
let unpinned = 0
for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8')
  const lines = text.split('\n').map((line) => (/^\s*(- )?image: |^ARG NODE_IMAGE=/.test(line) ? pinned(line, file) : line))
  if (!check && lines.join('\n') !== text) writeFileSync(join(root, file), lines.join('\n'))
}
process.exit(unpinned > 0 ? 1 : 0)

function pinned(line, file) {
  return line.replace(image, (whole, name, digest) => {
    if (check) {
      if (digest === undefined) console.log(`${file}: ${name} has no digest`)
      unpinned += digest === undefined ? 1 : 0
      return whole
    }
    if (!digests.has(name)) digests.set(name, digestOf(name))
    console.log(`${file}: ${name}@${digests.get(name)}`)
    return `${name}@${digests.get(name)}`
  })
}

/** Of the index over all platforms, where there is one: the digest that a pull by tag resolves to. */
function digestOf(name) {
  const asked = [
    ['docker', 'buildx', 'imagetools', 'inspect', '--raw', name],
    ['skopeo', 'inspect', '--raw', `docker://${name}`],
  ]
  for (const [command, ...args] of asked) {
    try {
      // The digest is the hash of these bytes: what answers cannot name another.
      const manifest = execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 24 })
      if (manifest.length > 0) return `sha256:${createHash('sha256').update(manifest).digest('hex')}`
    } catch {
      // The other one may be able to.
    }
  }
  throw new Error(`${name}: neither docker buildx nor skopeo could ask its registry`)
}
