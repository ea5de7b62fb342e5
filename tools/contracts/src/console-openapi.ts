import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../apps/console/dist/print-openapi.js', import.meta.url))

let printed: string | undefined

/** The console's OpenAPI document, as its own compiled program prints it: a tool may not open an inside of an app. */
export function consoleOpenApi(): string {
  return (printed ??= execFileSync(process.execPath, [program], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }))
}
