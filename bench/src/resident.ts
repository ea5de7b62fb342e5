import { readFileSync } from 'node:fs'

/** Resident bytes of a process. Linux says so; elsewhere, and when it has gone, there is no figure. */
function residentOf(pid: number): number | undefined {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    return undefined
  }
}

/** Watches a process and gives the most memory that it held. */
export function watchResident(pid: number): { readonly stop: () => number } {
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, residentOf(pid) ?? 0)), 200)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return most
    },
  }
}
