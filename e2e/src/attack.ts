import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { head, RawConnection } from './raw-connection.js'

/** Of the right form, and no secret's. */
const FORGED = `Signature: sha256 ${'0'.repeat(64)}`
const UPLOAD_BYTES = 10_480_000
const LARGE = Buffer.alloc(2_000_000, ' ')
const UPLOAD = Buffer.alloc(UPLOAD_BYTES - 10, ' ')
const ONE_BYTE_CHUNKS = Buffer.from('1\r\nA\r\n'.repeat(2_000))
/** Every so many milliseconds: what one attacker does in a second has to leave the ingress time for others. */
const TICK_MS = 1_000
/** Within which all of them have begun: a process that has just started is slower. */
const GATHER_MS = 15_000

const ODD_TARGETS = [
  '/',
  '*',
  '/webhooks/greenhouse/',
  '/webhooks/greenhouse/%00',
  '/webhooks/greenhouse/%',
  '/webhooks/greenhouse/..%2f..%2fmetrics',
  '/webhooks/greenhouse/__proto__',
  '/webhooks//greenhouse/acme',
  `/webhooks/greenhouse/${'a'.repeat(4_000)}`,
  'http://elsewhere.example/webhooks/greenhouse/unknown',
  'http://[::1/webhooks/greenhouse/acme',
  '//elsewhere.example/webhooks/greenhouse/acme',
]

/** A webhook that was overheard: its bytes and the signature that came with them. */
interface Overheard {
  readonly body: Buffer
  readonly signature: string
}

/** What was done, by kind. */
type Blows = Record<keyof typeof ATTACKERS, number>

interface Attacked {
  readonly url: string
  readonly overheard: Overheard
  readonly signal: AbortSignal
}

/** How each kind of attacker spends one connection; how many of them there are at a time is in `ATTACKERS`. */
const send = async (connection: RawConnection, headers: readonly string[], body: Uint8Array | string, { url }: Attacked) => {
  await connection.write(head(url, headers))
  await connection.write(body)
}

const ATTACKERS = {
  oneByteChunks: {
    count: 1,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await connection.write(head(attacked.url, [FORGED, 'Transfer-Encoding: chunked']))
      while (isGoingOn(connection, attacked)) {
        await connection.write(ONE_BYTE_CHUNKS)
        await pause(TICK_MS / 4)
      }
    },
  },
  unfinishedUploads: {
    count: 8,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await send(connection, [FORGED, `Content-Length: ${UPLOAD_BYTES}`], UPLOAD, attacked)
      await untilEnded(connection, attacked)
    },
  },
  slowDrips: {
    count: 30,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await connection.write(head(attacked.url, [FORGED, 'Content-Length: 1000000']))
      while (isGoingOn(connection, attacked)) {
        await connection.write('A')
        await pause(TICK_MS)
      }
    },
  },
  wrongSignatures: {
    count: 1,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await send(connection, [FORGED, `Content-Length: ${LARGE.length}`], LARGE, attacked)
      await pause(TICK_MS)
    },
  },
  unsigned: {
    count: 1,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await send(connection, [`Content-Length: ${LARGE.length}`], LARGE, attacked)
      await pause(TICK_MS)
    },
  },
  replays: {
    count: 3,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      const { body, signature } = attacked.overheard
      const headers = [`Signature: ${signature}`, `Greenhouse-Event-ID: ${randomUUID()}`, `Content-Length: ${body.length}`]
      await send(connection, headers, body, attacked)
      await pause(TICK_MS)
    },
  },
  idleSockets: { count: 60, strike: untilEnded },
  halfHeads: {
    count: 60,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      await connection.write('POST /webhooks/greenhouse/acme HTTP/1.1\r\nHost: x\r\nX-')
      await untilEnded(connection, attacked)
    },
  },
  oddTargets: {
    count: 1,
    strike: async (connection: RawConnection, attacked: Attacked) => {
      const target = ODD_TARGETS[Math.floor(Math.random() * ODD_TARGETS.length)]
      await connection.write(head(attacked.url, ['Content-Length: 2'], target) + '{}')
      await pause(TICK_MS / 4)
    },
  },
} satisfies Record<string, { count: number; strike: (connection: RawConnection, attacked: Attacked) => Promise<void> }>

/** Attacks an ingress in all ways at a time, at a bounded rate, until the signal comes; resolves with how often each was done. */
export async function attack(attacked: Attacked): Promise<Blows> {
  const names = Object.keys(ATTACKERS) as (keyof Blows)[]
  const blows = Object.fromEntries(names.map((name) => [name, 0])) as Blows
  const attackers = names.flatMap((name) => Array.from({ length: ATTACKERS[name].count }, () => name))
  await Promise.all(
    attackers.map(async (name) => {
      // They do not all begin in one moment.
      await pause(GATHER_MS * Math.random())
      while (!attacked.signal.aborted) {
        const connection = new RawConnection(attacked.url)
        await ATTACKERS[name].strike(connection, attacked)
        await connection.close()
        blows[name] += 1
        // Nor do they come back in one.
        await pause(TICK_MS * Math.random())
      }
    }),
  )
  return blows
}

function isGoingOn({ ended }: RawConnection, { signal }: Attacked): boolean {
  return ended === undefined && !signal.aborted
}

async function untilEnded(connection: RawConnection, attacked: Attacked): Promise<void> {
  while (isGoingOn(connection, attacked)) await pause(TICK_MS / 4)
}
