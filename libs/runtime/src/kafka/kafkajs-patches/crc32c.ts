/** Kafka's checksum of a record batch, CRC-32C, of the bytes from `from` to the end: as an unsigned number. */
export function crc32c(bytes: Uint8Array, from: number): number {
  let crc = -1
  let at = from
  for (const last = bytes.length - 8; at <= last; at += 8) {
    const four = crc ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24))
    crc =
      entry(7, four & 0xff) ^
      entry(6, (four >>> 8) & 0xff) ^
      entry(5, (four >>> 16) & 0xff) ^
      entry(4, four >>> 24) ^
      entry(3, byte(bytes, at + 4)) ^
      entry(2, byte(bytes, at + 5)) ^
      entry(1, byte(bytes, at + 6)) ^
      entry(0, byte(bytes, at + 7))
  }
  for (; at < bytes.length; at++) crc = entry(0, (crc ^ byte(bytes, at)) & 0xff) ^ (crc >>> 8)
  return ~crc >>> 0
}

const POLYNOMIAL = 0x82f63b78

/** Eight tables behind each other: the n-th says what a byte does to the checksum n bytes later. */
const TABLES = tables()

function tables(): Int32Array {
  const made = new Int32Array(8 * 256)
  for (let value = 0; value < 256; value++) {
    let crc = value
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
    made[value] = crc
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256] ?? 0
    made[at] = (made[before & 0xff] ?? 0) ^ (before >>> 8)
  }
  return made
}

function entry(table: number, value: number): number {
  return TABLES[table * 256 + value] ?? 0
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
