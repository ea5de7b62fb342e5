import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { workspaceRoot } from '@trellis/local'
import { type Production, productionSuite } from './production-suite.js'
import { watched } from './watched.js'

/** A user and a group without rights, where we may become them. */
const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** The folder that image/stage.sh lays out, with each process a child of ours. */
async function staged(): Promise<Production> {
  const parent = await mkdtemp(join(tmpdir(), 'staged-'))
  const folder = join(parent, 'trellis')
  const exec = promisify(execFile)
  await exec('sh', [join(workspaceRoot, 'image/stage.sh'), folder], { maxBuffer: 1 << 26 })
  await exec('chmod', ['a+rx', parent])
  const running = new Set<ReturnType<typeof watched>>()
  return {
    start: (args, env = {}) => {
      const child = spawn(process.execPath, args, { ...UNPRIVILEGED, cwd: folder, env: { NODE_ENV: 'production', ...env } })
      const started = watched(child)
      running.add(started)
      return started
    },
    close: async () => {
      for (const each of running) await each.stop()
      await exec('chmod', ['-R', 'u+w', folder])
      await rm(parent, { recursive: true })
    },
  }
}

productionSuite('in a folder', staged)
