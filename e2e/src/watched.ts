import type { ChildProcess } from 'node:child_process'
import type { ProductionProcess } from './production-suite.js'

/** A child whose output is kept and whose end is awaited. */
export function watched(child: ChildProcess): ProductionProcess {
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? 1))
    child.once('error', (error) => {
      output += error.message
      resolve(1)
    })
  })
  const stop = async (): Promise<number> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    return ended
  }
  return { output: () => output, ended, stop }
}
