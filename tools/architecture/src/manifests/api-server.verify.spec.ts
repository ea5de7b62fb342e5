import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { type ApiServer, missingForApiServer, startApiServer } from './api-server.js'
import { OVERLAYS } from './rendered.js'

const missing = missingForApiServer()
if (missing !== undefined) console.warn(`NOT CHECKED: the overlays at an API server of Kubernetes. There is no ${missing}.`)
const describeServed = missing === undefined ? describe : describe.skip

const MINUTE = 60_000

describeServed('an API server of Kubernetes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-server-'))
  let server: ApiServer
  beforeAll(async () => {
    server = await startApiServer(folder)
  }, 5 * MINUTE)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  }, MINUTE)

  it.each(OVERLAYS)(
    'takes everything of the overlay %s, to the last field, and takes it again',
    (overlay) => {
      const copy = inNamespaceOfItsOwn(overlay)
      const apply = () => server.kubectl('apply', '--validate=strict', '-k', copy)
      const first = apply()
      expect(first).toMatchObject({ status: 0, output: expect.not.stringMatching(/warning|error/i) })
      expect(first.output.match(/ (created|serverside-applied)$/gm)?.length).toBeGreaterThan(25)
      // Lists that the server has filled with its defaults count as changed to kubectl.
      expect(apply()).toMatchObject({ status: 0, output: expect.not.stringMatching(/ created$/m) })
    },
    5 * MINUTE,
  )

  it(
    'refuses what is misspelt: it is a server that looks',
    () => {
      const wrong = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { replica: 1 } }
      const path = join(folder, 'wrong.json')
      writeFileSync(path, JSON.stringify(wrong))
      expect(server.kubectl('apply', '--validate=strict', '-f', path)).toMatchObject({
        status: 1,
        output: expect.stringContaining('unknown field "spec.replica"'),
      })
    },
    MINUTE,
  )

  /** Without its controllers the server ends no namespace, so each overlay has another. */
  function inNamespaceOfItsOwn(overlay: string): string {
    const copy = join(folder, overlay)
    mkdirSync(copy)
    const resources = [relative(copy, join(workspaceRoot, 'k8s/overlays', overlay))]
    writeFileSync(join(copy, 'kustomization.yaml'), JSON.stringify({ namespace: `trellis-${overlay}`, resources }))
    return copy
  }
})
