/** The webhooks that no resource claims, each with the reason: nothing vanishes without one. */
export const leftAlone: Readonly<Record<string, string>> = {
  ping: 'Greenhouse sends it when a webhook is saved; it speaks of no entity.',
}
