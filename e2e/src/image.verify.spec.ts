import { execFile, execFileSync, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { type Production, productionSuite } from './production-suite.js'
import { watched } from './watched.js'

/** Has this engine been started, and has it the base (Docker fetches it)? */
function isAtHand(command: string): boolean {
  try {
    execFileSync(command, ['info'], { stdio: 'ignore' })
    if (command !== 'docker') execFileSync(command, ['image', 'exists', BASE], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const BASE = 'docker.io/library/node:24-slim'
/** One that is built already may be named: then nothing is built, and it stays. */
const given = process.env['TRELLIS_IMAGE']
const IMAGE = given ?? 'localhost/trellis:verify'
const engine = ['docker', 'podman'].find(isAtHand)

/** The image, with each process a container on this machine's own network. */
async function built(command: string): Promise<Production> {
  // What a machine needs beside: `--volume /etc/ssl/certs:/etc/ssl/certs:ro`, where packages come by a registry that only it trusts.
  const added = (process.env['TRELLIS_BUILD_ARGS'] ?? '').split(' ').filter((word) => word !== '')
  const build = ['build', '--target', 'trellis', '--tag', IMAGE, ...added, workspaceRoot]
  if (given === undefined) await promisify(execFile)(command, build, { maxBuffer: 1 << 26 })
  const running = new Set<ReturnType<typeof watched>>()
  const restricted = [
    '--no-healthcheck',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    '--user=12345:12345',
  ]
  return {
    start: (args, env = {}) => {
      // Names alone: values on a command line could be read by every user.
      const names = Object.keys(env).flatMap((name) => ['--env', name])
      const flags = ['run', '--rm', '--network=host', ...restricted, ...names]
      const started = watched(spawn(command, [...flags, IMAGE, ...args], { env: { ...process.env, ...env } }))
      running.add(started)
      return started
    },
    close: async () => {
      for (const each of running) await each.stop()
      if (given === undefined) execFileSync(command, ['image', 'rm', '--force', IMAGE], { stdio: 'ignore' })
    },
  }
}

if (engine) productionSuite('in its image', () => built(engine))
else {
  console.warn(`NOT CHECKED: the image. Neither Docker nor a podman that has ${BASE} is on this machine.`)
  describe('the product in its image', () => {
    it.skip('is built and run where there is an engine', () => undefined)
  })
}
