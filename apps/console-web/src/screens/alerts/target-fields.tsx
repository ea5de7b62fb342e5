import { PasswordInput, Textarea } from '@mantine/core'
import type { TypedTarget } from './alert-in-words.js'
import type { Channel } from './alert-queries.js'

interface Props {
  readonly kind: Channel['kind']
  readonly inputOf: (field: keyof TypedTarget) => object
  /** What is kept now, where the channel is there already. */
  readonly kept?: string
}

/** Where messages of a channel go, as its kind has it. */
export function TargetFields({ kind, inputOf, kept }: Props) {
  const keeps = kept === undefined ? '' : ` Left empty, it stays as it is: ${kept}.`
  if (kind === 'email')
    return (
      <Textarea
        label="Addresses"
        description={`At most 20, with commas between them.${keeps}`}
        autosize
        minRows={1}
        autoComplete="off"
        {...inputOf('to')}
      />
    )
  return (
    <>
      <PasswordInput
        label="Address"
        description={`An https address on the internet. It may hold a secret, so it is never shown again but for its host.${keeps}`}
        autoComplete="off"
        {...inputOf('url')}
      />
      {kind === 'webhook' && (
        <PasswordInput
          label="Secret"
          description={
            kept === undefined
              ? 'Messages are signed with it as Standard Webhooks are; without one they are not signed. 16 to 200 characters.'
              : 'Given together with the address. Left empty beside a new address, messages are not signed any more.'
          }
          autoComplete="new-password"
          {...inputOf('secret')}
        />
      )}
    </>
  )
}
