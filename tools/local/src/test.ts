import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { closingLines } from './closing-lines.js'
import { runInForeground } from './foreground.js'
import { removeInfrastructure, startInfrastructure } from './infrastructure.js'
import { isGone, processesMentioning, send } from './server-process.js'
import { type JestReport, summaryLine, type Tally, tallyOfCheck, tallyOfJest, total } from './tally.js'
import { terminationSignal } from './termination-signal.js'
import { leaveUnguarded } from './unguarded-postgres.js'
import { localDir, workspaceRoot } from './workspace.js'

type Run = { readonly dir: string; readonly verify: boolean; readonly jestArgs: readonly string[]; readonly end: AbortSignal }

const verifySpecs = '\\.verify\\.spec\\.ts$'
/** What measures: nothing else runs beside it. */
const aloneSpecs = '\\.alone\\.spec\\.ts$'
const minutes = 60_000

const { verify, jestArgs } = readCommandLine()
// A guard against what hangs, well above what it takes.
const limit = verify ? 180 : 45
const terminated = terminationSignal()
const end = AbortSignal.any([terminated, AbortSignal.timeout(limit * minutes)])
const dir = join(localDir, `test-${process.pid}`)
const reports: JestReport[] = []
const tally = await wholeRun({ dir, verify, jestArgs, end })
for (const line of closingLines(reports, workspaceRoot)) console.log(line)
console.log(summaryLine(tally))
process.exit(tally.failed === 0 ? 0 : 1)

function readCommandLine(): { verify: boolean; jestArgs: readonly string[] } {
  const command = new Command('npm test --')
    .description(
      'Types, lint and every spec, with a Kafka and a Postgres of their own. With arguments: only Jest, with these arguments.',
    )
    .option(
      '--verify',
      'run the long specs (*.verify.spec.ts) and then those that measure (*.alone.spec.ts), which are left out otherwise',
      false,
    )
    .argument('[jest...]', 'for Jest: names of spec files, -t <title>, …')
    .allowUnknownOption()
    .passThroughOptions()
    .parse()
  return { verify: command.opts<{ verify: boolean }>().verify, jestArgs: command.args }
}

async function wholeRun(run: Run): Promise<Tally> {
  const tallies: Tally[] = []
  try {
    await clearAwayAbandonedRuns()
    await mkdir(run.dir, { recursive: true })
    const whole = !run.verify && run.jestArgs.length === 0
    const types = await compile(whole, run.end)
    if (whole) {
      // The linter keeps one core busy for a minute or two: the specs need not wait for it.
      const checks = [specs(run, without(verifySpecs, aloneSpecs)), lint(run.end), Promise.resolve(types)]
      await Promise.allSettled(checks)
      tallies.push(...(await Promise.all(checks)))
    } else if (!run.verify) tallies.push(await specs(run, without(verifySpecs, aloneSpecs)))
    else if (jestArgs.length > 0) tallies.push(await specs(run, only(verifySpecs, aloneSpecs)))
    else {
      tallies.push(await specs(run, only(verifySpecs)))
      tallies.push(await specs(run, only(aloneSpecs)))
    }
  } catch (error) {
    console.error(error)
    tallies.push(tallyOfCheck(1))
  } finally {
    if (run.end.aborted)
      console.error(terminated.aborted ? `Ended early: ${terminated.reason}` : `Ended early: ${limit} minutes have passed`)
    await clearAway(run.dir)
  }
  return total(run.end.aborted ? [...tallies, tallyOfCheck(1)] : tallies)
}

/** Specs that start whole services run what is compiled. A run of a few specs does not show the errors of others. */
async function compile(loudly: boolean, end: AbortSignal): Promise<Tally> {
  console.log('Types')
  const tsc = { command: process.execPath, args: ['node_modules/typescript-native/bin/tsc', '-b'], cwd: workspaceRoot }
  const exitCode = await runInForeground({ ...tsc, quiet: !loudly }, end)
  if (exitCode !== 0 && !loudly) console.log('Some types are broken: npm run build says which')
  return tallyOfCheck(exitCode)
}

async function lint(end: AbortSignal): Promise<Tally> {
  console.log('Lint')
  return tallyOfCheck(await runInForeground({ command: 'npm', args: ['run', '--silent', 'lint'], cwd: workspaceRoot }, end))
}

function without(...patterns: readonly string[]): readonly string[] {
  return ['/node_modules/', ...patterns].map((pattern) => `--testPathIgnorePatterns=${pattern}`)
}

function only(...patterns: readonly string[]): readonly string[] {
  return patterns.map((pattern) => `--testRegex=${pattern}`)
}

async function specs({ dir, jestArgs, end }: Run, which: readonly string[]): Promise<Tally> {
  console.log('Specs')
  const { brokers, databaseUrl, databaseUrlFile } = await startInfrastructure({ dir, log: console.log })
  // Another's server keeps its settings.
  if (databaseUrlFile !== undefined) await leaveUnguarded(databaseUrl)
  const report = join(dir, 'jest.json')
  await rm(report, { force: true })
  const node = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
  // Jest's lists take every word that follows them, so what is ours ends with an option that is no list.
  const args = [...node, ...which, '--json', `--outputFile=${report}`, ...jestArgs]
  const env = { ...process.env, KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl, DATABASE_URL_FILE: '', TRELLIS_TEST_DIR: dir }
  const exitCode = await runInForeground({ command: process.execPath, args, cwd: workspaceRoot, env }, end)
  const read = existsSync(report) ? (JSON.parse(await readFile(report, 'utf8')) as JestReport) : undefined
  if (read !== undefined) reports.push(read)
  return tallyOfJest(read, exitCode)
}

/** Ends what the run's specs left behind (they carry the folder in their environment or command line), then its Kafka and Postgres. */
async function clearAway(dir: string): Promise<void> {
  try {
    await removeInfrastructure(dir)
    for (const pid of processesMentioning(dir)) send(pid, 'SIGKILL')
  } catch (error) {
    console.error(error)
  }
}

/** A run that was killed could not clear away after itself. */
async function clearAwayAbandonedRuns(): Promise<void> {
  for (const name of existsSync(localDir) ? await readdir(localDir) : []) {
    const pid = /^test-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && isGone(Number(pid))) await clearAway(join(localDir, name))
  }
}
