const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * A signal that is given when this process is to end: by Ctrl-C, by a termination signal, or by the death of the npm that runs it
 * (npm passes a termination on to its shell only, which dies without signalling us). Once asked, the process no longer ends by itself.
 */
export function terminationSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of signals) process.on(signal, () => controller.abort(signal))
  const parent = process.ppid
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      controller.abort('its npm has gone')
    }, 500)
    watch.unref()
  }
  return controller.signal
}

/** Resolves when the signal is given, at once if it has been. */
export async function given(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
