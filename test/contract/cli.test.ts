import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tileset } from '#format/tiles3d/index.ts'
import type { CityManifest } from '#model/city/manifest.ts'

/** The command as a person runs it: its own process, its streams, its exit status. */
const bin = fileURLToPath(new URL('../../bin/huijing.js', import.meta.url))

interface Run {
  status: number
  stdout: string
  stderr: string
}

const huijing = (...args: string[]): Promise<Run> =>
  new Promise(resolve => {
    execFile(process.execPath, [bin, ...args], (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr })
    })
  })

let home: string
let sources: string[]
let city: string
let built: Run

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'huijing-contract-'))
  const demo = join(home, 'demo')
  await huijing('demo', '--out', demo, '--seed', '7', '--buildings', '2500')
  sources = (await readdir(demo)).map(name => join(demo, name))
  city = join(home, 'city')
  built = await huijing('build', ...sources, '--out', city, '--id', 'linjiang', '--title', '临江', '--json')
}, 120_000)
afterAll(() => rm(home, { recursive: true, force: true }))

const hashesOf = async (folder: string) => {
  const names = (await readdir(folder)).sort()
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  return Promise.all(names.map(async name => [name, hash(await readFile(join(folder, name)))]))
}

describe('huijing demo', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const folders = ['a', 'b', 'c'].map(name => join(home, name))
    const seeds = ['3', '3', '4']
    for (const [i, folder] of folders.entries()) {
      await huijing('demo', '--out', folder, '--seed', seeds[i], '--buildings', '500')
    }
    const [first, same, other] = await Promise.all(folders.map(hashesOf))
    expect(first.length).toBeGreaterThanOrEqual(4)
    expect(same).toEqual(first)
    for (const [i, [name, hash]] of other.entries()) expect(hash, name).not.toBe(first[i][1])
  })

  it('writes CityJSON, GeoJSON, GeoTIFF and OSM', () => {
    for (const ending of ['.city.json', '.geojson', '.tif', '.osm']) {
      expect(
        sources.some(path => path.endsWith(ending)),
        ending,
      ).toBe(true)
    }
  })
})

describe('huijing build --json', () => {
  it('ends stdout with one JSON object of the agreed fields', () => {
    expect(built.status).toBe(0)
    const lines = built.stdout.trimEnd().split('\n')
    const report = JSON.parse(lines.at(-1)!)
    expect(Object.keys(report)).toEqual([
      'id',
      'features',
      'triangles',
      'tiles',
      'bytes',
      'extent',
      'heights',
      'quarantined',
      'warnings',
    ])
    expect(report).toMatchObject({ id: 'linjiang', features: { Building: 2500 }, quarantined: 0, warnings: [] })
    expect(report.triangles).toBeGreaterThan(2500 * 12)
    expect(report.tiles).toBeGreaterThan(1)
    expect(report.extent).toHaveLength(4)
    expect(report.extent[0]).toBeLessThan(report.extent[2])
    expect(report.heights[0]).toBeLessThan(report.heights[1])
  })

  it('is quiet on stderr where that is no terminal', () => expect(built.stderr).toBe(''))

  it('gives the same package for the same input', async () => {
    const again = join(home, 'again')
    await huijing('build', ...sources, '--out', again, '--id', 'linjiang', '--title', '临江', '--json')
    expect(await readFile(join(again, 'city.json'), 'utf8')).toBe(await readFile(join(city, 'city.json'), 'utf8'))
  })

  it('that is stopped while it writes leaves the older package as it was, and nothing of its own', async () => {
    const folder = join(home, 'stopped')
    await cp(city, folder, { recursive: true })
    const child = execFile(process.execPath, [bin, 'build', ...sources, '--out', folder, '--id', 'other'])
    const unfinished = join(folder, '.huijing-part')
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    const began = async () => (await readdir(unfinished).catch(() => [])).length > 0
    for (let tries = 0; tries < 6000 && child.exitCode === null && !(await began()); tries++) await setTimeout(5)
    child.kill('SIGINT')
    const status = await ended
    expect(await readdir(folder)).not.toContain('.huijing-part')
    expect((await huijing('check', folder)).status).toBe(0)
    // Where it was quicker than the signal, the new package is whole.
    const { id } = JSON.parse(await readFile(join(folder, 'city.json'), 'utf8'))
    expect([status, id]).toEqual(status === 0 ? [0, 'other'] : [1, 'linjiang'])
  })

  it('lists what went wrong with counts and examples', async () => {
    const input = join(home, 'odd.geojson')
    const feature = (id: string, coordinates: unknown) => ({
      type: 'Feature',
      id,
      properties: { building: 'yes', height: 9 },
      geometry: { type: 'Polygon', coordinates },
    })
    const bow = [
      [
        [8, 47],
        [8.001, 47.003],
        [8.001, 47],
        [8, 47.001],
        [8, 47],
      ],
    ]
    const square = [
      [
        [8.01, 47],
        [8.011, 47],
        [8.011, 47.001],
        [8.01, 47.001],
        [8.01, 47],
      ],
    ]
    const far = [
      [
        [8, 147],
        [8.1, 147],
        [8.1, 147.1],
        [8, 147],
      ],
    ]
    const features = [feature('bow', bow), feature('square', square), feature('far', far)]
    await writeFile(input, JSON.stringify({ type: 'FeatureCollection', features }))
    const { status, stdout } = await huijing('build', input, '--out', join(home, 'odd'), '--json')
    const { quarantined, warnings, features: counts } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
    expect(status).toBe(0)
    expect(counts).toEqual({ Building: 2 })
    expect(quarantined).toBe(1)
    expect(warnings).toContainEqual({ code: 'self-intersection', count: 1, example: 'bow' })
    expect(warnings).toContainEqual({ code: 'out-of-range', count: 1, example: 'far' })
  })

  it.each([
    ['no file', 'nothing.geojson', undefined, 'not-found'],
    ['no format', 'a.bin', '\u0000\u0001', 'unknown-format'],
    ['no end', 'cut.geojson', '{"type":"FeatureCollection","features":[{"type":"Fea', 'truncated'],
    ['nothing in it', 'empty.geojson', '{"type":"FeatureCollection","features":[]}', 'empty'],
  ])(
    'exits 1 with the reason on stderr where an input has %s, and leaves no folder',
    async (_, name, content, code) => {
      if (content !== undefined) await writeFile(join(home, name), content)
      const out = join(home, `out-${name}`)
      const { status, stdout, stderr } = await huijing('build', join(home, name), '--out', out, '--json')
      expect(status).toBe(1)
      expect(stdout).toBe('')
      expect(stderr).toContain(`[${code}]`)
      expect(stderr).toContain(name)
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(await readdir(home)).not.toContain(`out-${name}`)
    },
  )
})

/** A copy of the city with one thing changed. */
async function spoil(name: string, change: (folder: string) => Promise<void>): Promise<Run> {
  const folder = join(home, `spoiled-${name}`)
  await cp(city, folder, { recursive: true })
  await change(folder)
  return huijing('check', folder)
}

const readJson = async <T>(folder: string, path: string) => JSON.parse(await readFile(join(folder, path), 'utf8')) as T

/** Writes a file of the package, and what the manifest says of it. */
async function replace(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, path), bytes)
  const manifest = await readJson<CityManifest>(folder, 'city.json')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const files = manifest.files.map(file => (file.path === path ? { path, bytes: bytes.length, sha256 } : file))
  await writeFile(join(folder, 'city.json'), JSON.stringify({ ...manifest, files }))
}

async function changeTileset(folder: string, change: (tileset: Tileset) => void): Promise<void> {
  const tileset = await readJson<Tileset>(folder, 'tiles/tileset.json')
  change(tileset)
  await replace(folder, 'tiles/tileset.json', new TextEncoder().encode(JSON.stringify(tileset)))
}

describe('huijing check', () => {
  it('passes what build wrote', async () => {
    expect(await huijing('check', city)).toEqual({ status: 0, stdout: `${city}: sound\n`, stderr: '' })
  })

  const tileOf = async (folder: string) =>
    (await readJson<CityManifest>(folder, 'city.json')).files.find(({ path }) => /^tiles\/1\/.*glb$/.test(path))!.path

  const faults: [string, (folder: string) => Promise<void>, RegExp][] = [
    [
      'a flipped byte in a GLB',
      async folder => {
        const path = join(folder, await tileOf(folder))
        const bytes = await readFile(path)
        bytes[bytes.length >> 1] ^= 0x10
        await writeFile(path, bytes)
      },
      /tiles\/1\/.*\.glb: .*SHA-256/,
    ],
    [
      'a GLB that the Khronos validator refuses',
      async folder => {
        const path = await tileOf(folder)
        const bytes = await readFile(join(folder, path))
        const length = bytes.readUInt32LE(12)
        const json = bytes
          .subarray(20, 20 + length)
          .toString()
          .replace('"asset":{"version":"2.0"', '"asset":{"version":"9.0"')
        bytes.write(json, 20)
        await replace(folder, path, bytes)
      },
      /tiles\/1\/.*\.glb: glTF: \w+/,
    ],
    ['a missing tile', async folder => rm(join(folder, await tileOf(folder))), /tiles\/1\/.*\.glb: .*does not exist/],
    [
      'a bounding volume that does not hold its content',
      folder =>
        changeTileset(folder, ({ root }) => {
          const { box } = root.children![0].boundingVolume
          for (const i of [3, 7, 11]) box![i] /= 4
        }),
      /tiles\/tileset\.json: .*(outside|stand|volume|contain)/i,
    ],
    [
      'a child with a larger geometric error than its parent',
      folder =>
        changeTileset(folder, ({ root }) => {
          root.children![0].geometricError = root.geometricError * 2
        }),
      /tiles\/tileset\.json: .*(error|parent)/i,
    ],
    [
      'a checksum that is not the file’s',
      async folder => {
        const manifest = await readJson<CityManifest>(folder, 'city.json')
        manifest.files[0].sha256 = '0'.repeat(64)
        await writeFile(join(folder, 'city.json'), JSON.stringify(manifest))
      },
      /SHA-256/,
    ],
    [
      'a file that nobody listed',
      folder => writeFile(join(folder, 'tiles', 'stray.glb'), 'x'),
      /tiles\/stray\.glb: is not in the manifest/,
    ],
    ['no manifest', folder => rm(join(folder, 'city.json')), /city\.json: .*does not exist/],
  ]

  it.each(faults)('fails with a list on %s', async (name, change, expected) => {
    const { status, stdout } = await spoil(name.replaceAll(/\W+/g, '-'), change)
    expect(status).toBe(1)
    expect(stdout).toMatch(expected)
  })

  it('lists the same as JSON', async () => {
    const folder = join(home, 'json')
    await cp(city, folder, { recursive: true })
    await rm(join(folder, 'index.bin'))
    const { status, stdout } = await huijing('check', folder, '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, problems: [{ file: 'index.bin' }] })
  })
})

describe('huijing export', () => {
  it('gives CityJSON that builds to the same buildings, their heights and areas', async () => {
    const file = join(home, 'linjiang.city.json')
    expect(await huijing('export', city, '--format', 'cityjson', '--out', file)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    const { stdout } = await huijing('build', file, '--out', join(home, 'back'), '--json')
    const before = JSON.parse(built.stdout.trimEnd().split('\n').at(-1)!)
    const after = JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
    expect(after.features.Building).toBe(before.features.Building)
    expect(after.quarantined).toBe(0)
    expect(after.heights[1]).toBeCloseTo(before.heights[1], 2)
  })

  it('leaves nothing of an export that failed', async () => {
    const folder = join(home, 'torn')
    await cp(city, folder, { recursive: true })
    await writeFile(join(folder, 'features.parquet'), 'PAR1')
    const file = join(home, 'torn.geojson')
    const { status, stderr } = await huijing('export', folder, '--format', 'geojson', '--out', file)
    expect(status).toBe(1)
    expect(stderr).toContain('[checksum]')
    expect((await readdir(home)).filter(name => name.startsWith('torn.'))).toEqual([])
  })

  it('names the formats it knows', async () => {
    const { status, stderr } = await huijing('export', city, '--format', 'dwg', '--out', join(home, 'x'))
    expect(status).toBe(2)
    expect(stderr).toContain('package, cityjson, geojson')
  })
})
