import { recordActs } from './audit-log/record-acts.js'
import { trellisProgram } from './program.js'

const program = trellisProgram()
const acts = recordActs(program, process.env)
try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await acts.end(Number(process.exitCode ?? 0))
