import { describe, expect, it } from 'vitest'
import { bunzip } from './bunzip.ts'
import { readAll } from './source.ts'

// Packed by bzip2 1.0.8, which is not ours, with `… | bzip2 | base64`. By hand also: 20 MB of the demo city's OSM, CityJSON and
// GeoTIFF as one stream and as 23 streams, and 3 MB of noise, came back byte for byte (5 to 9 MB/s).
/** `printf 'Huijing 慧镜\n' | bzip2 -9` */
const small = decode('QlpoOTFBWSZTWfj3SowAAAFV8QAQQAAAQACxAgACAAIEAIABICAAIpkw1M0EAACmWQBwHCTmi7kinChIfHulRgA=')
/** `head -c 5000000 /dev/zero | tr '\0' ' ' | bzip2 -9`: five megabytes of blanks in 49 bytes. */
const bomb = decode('QlpoOTFBWSZTWZ3DcjEAJkuQAsAACAAACCAAMMwFKaapEUbAoijxdyRThQkJ3DcjEA==')
/** `yes 'The quick brown fox.' | head -c 450000 | bzip2 -1`: five blocks. */
const blocks = decode(
  'QlpoMTFBWSZTWc5vbOUAN8rTgAAQQAEEABtpssAwANgFNMjExMQppkYmJiBSqmhoHpNP1TaKJHuKJHyKJHmKJGRRI7xRI3iiRqKJGookbRRI9RRI/RRI1FEj' +
    'IokZFEjmKJG8USOYokZFEjEUSP5igrJMprOc3tnKAG+VpwAAIIACCAA202WAYAGwCmmRiYmIU0yMTExApVTQ0D0mn6ptFEj3FEj5FEjzFEjIokd4okbxRI1F' +
    'EjUUSNookeookfookaiiRkUSMiiRzFEjeKJHMUSMiiRiKJH8xQVkmU1nOb2zlADfK04AAEEABBAAbabLAMADYBTTIxMTEKaZGJiYgUqpoaB6TT9U2iiR7iiR' +
    '8iiR5iiRkUSO8USN4okaiiRqKJG0USPUUSP0USNRRIyKJGRRI5iiRvFEjmKJGRRIxFEj+YoKyTKaznN7ZygBvlacAACCAAggANtNlgGABsAppkYmJiFNMjEx' +
    'MQKVU0NA9Jp+qbRRI9xRI+RRI8xRIyKJHeKJG8USNRRI1FEjaKJHqKJH6KJGookZFEjIokcxRI3iiRzFEjIokYiiR/MUFZJlNZ3M5cQAAb8VOAABBAAQQAG2' +
    'mywDAAuAppkYmJiFNMjExMQKVU0GmR6nqemwSRzCSPgSR7hJGgkjyEkZ3hJGISRiEkbBJHMJI/wkjEJI0EkbhJGQkj1CSMwkjUJI0CSOhdyRThQkOwgn24A=',
)
/** `bzip2 < /dev/null` */
const nothing = decode('QlpoORdyRThQkAAAAAA=')

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), char => char.charCodeAt(0))
}

/** Hands the bytes over in pieces of a size, as networks do. */
const pieces = (bytes: Uint8Array, size: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size))
      controller.close()
    },
  })

const unpack = async (packed: Uint8Array, size = 7, maxBytes = 1e7) =>
  new TextDecoder().decode(await readAll(bunzip(pieces(packed, size), 'a.osm', maxBytes), 1e9, 'a.osm'))

describe('bzip2', () => {
  it('unpacks what bzip2 packed, however it arrives', async () => {
    const text = 'The quick brown fox.\n'.repeat(21_429).slice(0, 450_000)
    for (const size of [1, 7, 4096]) {
      expect(await unpack(small, size)).toBe('Huijing 慧镜\n')
      expect(await unpack(blocks, size)).toBe(text)
    }
    expect(await unpack(nothing)).toBe('')
  })

  it('reads streams one after the other, as parallel packers write them', async () => {
    expect(await unpack(Uint8Array.of(...small, ...nothing, ...small))).toBe('Huijing 慧镜\n'.repeat(2))
  })

  it('stops within a block that unpacks to more than allowed', async () => {
    expect((await unpack(bomb)).length).toBe(5_000_000)
    await expect(unpack(bomb, 7, 1_000_000)).rejects.toMatchObject({ name: 'DataError', code: 'limit-bytes' })
  })

  it('is a typed error wherever it is cut', async () => {
    for (let length = 1; length < small.length; length++) {
      await expect(unpack(small.subarray(0, length)), `${length}`).rejects.toMatchObject({ code: 'truncated' })
    }
    await expect(unpack(blocks.subarray(0, blocks.length - 30))).rejects.toMatchObject({ code: 'truncated' })
  })

  it('is a typed error with any bit turned, for checksums guard the whole', async () => {
    for (let bit = 0; bit < small.length * 8; bit++) {
      const broken = small.slice()
      broken[bit >> 3] ^= 0x80 >> (bit & 7)
      const result = await unpack(broken).catch(error => error)
      // The size of blocks and the padding of the last byte may be anything.
      if (result !== 'Huijing 慧镜\n') expect(result, `bit ${bit}`).toMatchObject({ code: 'truncated' })
    }
  })

  it('lets go of its source when nobody reads on', async () => {
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(blocks),
      cancel: () => {
        cancelled = true
      },
    })
    const reader = bunzip(endless, 'a.osm', 1e9).getReader()
    expect((await reader.read()).value?.length).toBeGreaterThan(90_000)
    await reader.cancel()
    expect(cancelled).toBe(true)
  })
})
