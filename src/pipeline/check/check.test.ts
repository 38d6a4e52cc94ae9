import { validateBytes } from 'gltf-validator'
import { beforeAll, expect, it } from 'vitest'
import { reader as geojson } from '#format/geojson/index.ts'
import { buildCity } from '../build.ts'
import { createMemoryFolder } from '../open/memory.ts'
import { createSampleGeoJson } from '../read/sample.ts'
import { sha256 } from '../write/hash.ts'
import { writePackage } from '../write/write.ts'
import { checkPackage } from './check.ts'

const sample = createSampleGeoJson(
  Array.from({ length: 400 }, (_, i) => ({
    id: `b${i}`,
    at: [121 + i * 3e-4, 31] as const,
    properties: { height: 5 + i },
  })),
)

const files = new Map<string, Uint8Array>()

beforeAll(async () => {
  await writePackage(await buildCity([sample], { readers: [geojson] }), createMemoryFolder(files))
})

const check = (changes: (copy: Map<string, Uint8Array>) => void | Promise<void> = () => undefined) => {
  const copy = new Map(files)
  return Promise.resolve(changes(copy)).then(() =>
    checkPackage(createMemoryFolder(copy), {
      validateGlb: async bytes =>
        (await validateBytes(bytes)).issues.messages.filter(m => m.severity === 0).map(m => m.code),
    }),
  )
}

/** Changes a file and its entry in the manifest, so that only its content speaks. */
async function forge(copy: Map<string, Uint8Array>, path: string, edit: (text: string) => string): Promise<void> {
  const bytes = new TextEncoder().encode(edit(new TextDecoder().decode(copy.get(path))))
  const manifest = JSON.parse(new TextDecoder().decode(copy.get('city.json')))
  const entry = manifest.files.find((file: { path: string }) => file.path === path)
  Object.assign(entry, { bytes: bytes.length, sha256: await sha256(bytes) })
  copy.set(path, bytes)
  copy.set('city.json', new TextEncoder().encode(JSON.stringify(manifest)))
}

it('finds nothing wrong with a package as it was written', async () => {
  expect(await check()).toEqual([])
})

it('names a file that is missing, changed, or not listed', async () => {
  const problems = await check(copy => {
    copy.delete('index.bin')
    copy.set('features.parquet', copy.get('features.parquet')!.slice(1))
    copy.set('extra.txt', new Uint8Array(1))
  })
  expect(problems.map(problem => problem.file).sort()).toEqual(['extra.txt', 'features.parquet', 'index.bin'])
})

it('names a changed tile although its length is the same', async () => {
  const problems = await check(copy => {
    const path = [...copy.keys()].find(key => key.endsWith('.glb'))!
    const bytes = copy.get(path)!.slice()
    bytes[bytes.length >> 1] ^= 0x55
    copy.set(path, bytes)
  })
  expect(problems.some(({ message }) => message.includes('SHA-256'))).toBe(true)
})

it('names a volume that does not hold its content, and errors that do not fall', async () => {
  const problems = await check(copy =>
    forge(copy, 'tiles/tileset.json', text => {
      const tileset = JSON.parse(text)
      tileset.root.boundingVolume.box[3] = 1
      tileset.geometricError = 0
      tileset.root.geometricError = 5
      return JSON.stringify(tileset)
    }),
  )
  expect(problems.some(({ message }) => /stands .* out of/.test(message))).toBe(true)
  expect(problems.some(({ message }) => /less than the root/.test(message))).toBe(true)
})

it('names a manifest that counts wrongly', async () => {
  const problems = await check(copy => {
    const manifest = JSON.parse(new TextDecoder().decode(copy.get('city.json')))
    manifest.features.Building = 399
    manifest.triangles++
    copy.set('city.json', new TextEncoder().encode(JSON.stringify(manifest)))
  })
  expect(problems.some(({ message }) => /400 rows/.test(message) || /399/.test(message))).toBe(true)
  expect(problems.some(({ message }) => /triangles/.test(message))).toBe(true)
})

it('names a folder that is no package', async () => {
  expect(await checkPackage(createMemoryFolder())).toEqual([
    { file: 'city.json', message: expect.stringContaining('does not exist') },
  ])
})
