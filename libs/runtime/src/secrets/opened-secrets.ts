import type { MasterKeys } from './master-keys.js'
import { openSecret, placeName, type SecretPlace } from './seal-secret.js'

/**
 * Opens secrets, and remembers each by its sealed bytes: connections are looked at every few seconds, and a key service is asked once. While it does not
 * answer, what was opened stays open.
 */
export class OpenedSecrets {
  private readonly opened = new Map<string, { readonly sealed: Buffer; readonly text: string }>()

  constructor(private readonly keys: MasterKeys) {}

  /** Throws a Fault, as `openSecret`. */
  async open(place: SecretPlace, sealed: Buffer): Promise<string> {
    const known = this.opened.get(placeName(place))
    if (known?.sealed.equals(sealed)) return known.text
    const text = await openSecret(this.keys, place, sealed)
    this.opened.set(placeName(place), { sealed, text })
    return text
  }

  /** Forgets the secrets of connections that are not among these. */
  keepOnly(connections: ReadonlySet<string>): void {
    for (const name of this.opened.keys()) if (!connections.has(name.slice(0, name.lastIndexOf('/')))) this.opened.delete(name)
  }
}
