import { workspaceRoot } from '@trellis/local'
import { Command } from 'commander'
import { licenceFaults, licenceReport } from './licences.js'
import { lockedPackages } from './locked-packages.js'
import { sbom } from './sbom.js'
import { secretFaults } from './secrets.js'
import { OSV_URL, vulnerabilities } from './vulnerabilities.js'

const program = new Command('npm run supply-chain --').description(
  'What Trellis is made of: licences, known vulnerabilities, and secrets that do not belong into the repository.',
)

program
  .command('check', { isDefault: true })
  .description('Licences, vulnerabilities and secrets. Ends with 1 where something is wrong.')
  .action(async () => {
    const packages = lockedPackages()
    report('licences', licenceFaults(packages))
    report('secrets', await secretFaults(workspaceRoot))
    await reportVulnerabilities()
  })

program
  .command('licences')
  .description('How many packages there are of each licence, and which must not be used.')
  .action(() => {
    const packages = lockedPackages()
    for (const line of licenceReport(packages)) console.log(line)
    report('licences', licenceFaults(packages))
  })

program
  .command('vulnerabilities')
  .description('Asks OSV what is known of every package of the lock file. OSV_URL names a mirror.')
  .action(reportVulnerabilities)

program
  .command('secrets')
  .description('Looks for secrets in every file that git knows.')
  .action(async () => report('secrets', await secretFaults(workspaceRoot)))

program
  .command('sbom')
  .description('Prints the software bill of materials: each package that Trellis runs with, as CycloneDX 1.6 in JSON.')
  .action(() => {
    process.stdout.write(sbom())
  })

await program.parseAsync()

async function reportVulnerabilities(): Promise<void> {
  const found = await vulnerabilities(lockedPackages(), process.env['OSV_URL'] ?? OSV_URL)
  if ('skipped' in found) console.error(`NOT CHECKED: known vulnerabilities. ${found.skipped}`)
  else
    report(
      'vulnerabilities',
      found.map(({ package: name, ids }) => `${name}: ${ids.join(', ')}`),
    )
}

function report(what: string, faults: readonly string[]): void {
  console.log(`${what}: ${faults.length === 0 ? 'nothing wrong' : ''}`.trimEnd())
  for (const fault of faults) console.log(`  ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
