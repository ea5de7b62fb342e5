import { request } from 'undici'

/** What a process has used: CPU seconds since its start, resident bytes now. */
interface ProcessFigures {
  readonly cpuSeconds: number
  readonly residentBytes: number
}

/** A service's `/metrics` as they stand. */
export async function metricsText(url: string): Promise<string> {
  const answer = await request(`${url}/metrics`)
  return answer.body.text()
}

/** Reads the default figures of a service's `/metrics`. */
export async function processFigures(url: string): Promise<ProcessFigures> {
  const text = await metricsText(url)
  return { cpuSeconds: figure(text, 'process_cpu_seconds_total'), residentBytes: figure(text, 'process_resident_memory_bytes') }
}

function figure(text: string, name: string): number {
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]
  if (value === undefined) throw new Error(`the figure ${name} is not there`)
  return Number(value)
}
