import { isObject, parseJson } from '@trellis/pipeline'
import { Fault, OpenedSecrets, sealSecret, type ChannelKind, type MasterKeys } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** Where a channel's messages go. Sealed as a whole: the path of a URL is the secret of many receivers. */
export type ChannelTarget =
  | { readonly kind: 'email'; readonly to: readonly string[] }
  /** With a secret, messages are signed as Standard Webhooks are. */
  | { readonly kind: 'webhook'; readonly url: string; readonly secret?: string }
  | { readonly kind: 'slack'; readonly url: string }

const MOST_ADDRESSES = 20
const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,190}$/
const LONGEST = { url: 2_000, secret: 200 }

/** Throws a Refusal that says what is wrong with a target. */
export function demandTarget(target: ChannelTarget): void {
  if (target.kind === 'email') {
    if (target.to.length === 0 || target.to.length > MOST_ADDRESSES) throw invalid(`Name one to ${MOST_ADDRESSES} addresses`)
    if (!target.to.every((address) => ADDRESS.test(address))) throw invalid('One of the addresses is no e-mail address')
    return
  }
  if (target.url.length > LONGEST.url || !URL.canParse(target.url)) throw invalid('This is no URL')
  const secret = target.kind === 'webhook' ? target.secret : undefined
  if (secret !== undefined && (secret.length < 16 || secret.length > LONGEST.secret))
    throw invalid(`The secret has 16 to ${LONGEST.secret} characters`)
}

/** What a screen may show of it: addresses, or the host alone. */
export function shownOf(target: ChannelTarget): string {
  return target.kind === 'email' ? target.to.join(', ') : new URL(target.url).host
}

/** Seals a target for its channel. */
export async function sealTarget(keys: MasterKeys, channel: string, target: ChannelTarget): Promise<Buffer> {
  return sealSecret(keys, { connection: channel, secret: 'alert_channel' }, JSON.stringify(target))
}

/** Opens targets, and remembers them as long as they are sealed so. */
export class OpenedTargets {
  private readonly secrets: OpenedSecrets

  constructor(keys: MasterKeys) {
    this.secrets = new OpenedSecrets(keys)
  }

  /** Throws a Fault that says which key is missing. */
  async open({
    id,
    kind,
    target,
  }: {
    readonly id: string
    readonly kind: ChannelKind
    readonly target: Buffer
  }): Promise<ChannelTarget> {
    const read = parseJson(await this.secrets.open({ connection: id, secret: 'alert_channel' }, target))
    const found = isObject(read) ? read : {}
    const { to, url, secret } = found
    if (kind === 'email' && Array.isArray(to)) return { kind, to: to.filter((each): each is string => typeof each === 'string') }
    if (kind === 'slack' && typeof url === 'string') return { kind, url }
    if (kind === 'webhook' && typeof url === 'string') return { kind, url, ...(typeof secret === 'string' && { secret }) }
    throw new Fault('What is kept of this channel cannot be read: enter its address again', { retryable: false })
  }
}

function invalid(why: string): Refusal {
  return new Refusal('invalid', why)
}
