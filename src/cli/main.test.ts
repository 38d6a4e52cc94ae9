import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from './main.ts'

let home: string
let out = ''
let err = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'huijing-cli-'))
})
afterAll(() => rm(home, { recursive: true }))

beforeEach(() => {
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    err += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function file(name: string, coordinates: number[][][], crs?: string): Promise<string> {
  const path = join(home, name)
  const feature = {
    type: 'Feature',
    id: 'a',
    properties: { building: 'yes', height: 10 },
    geometry: { type: 'Polygon', coordinates },
  }
  const named = crs ? { crs: { type: 'name', properties: { name: crs } } } : {}
  await writeFile(path, JSON.stringify({ type: 'FeatureCollection', ...named, features: [feature] }))
  return path
}

const square = (x: number, y: number, side: number) => [
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ],
]

describe('huijing build', () => {
  it('writes a package and tells of it in one JSON line', async () => {
    const input = await file('quarter.geojson', square(121.5, 31.2, 0.001))
    const folder = join(home, 'city')
    expect(await main(['build', input, '--out', folder, '--json', '--title', '外滩'])).toBe(0)
    const report = JSON.parse(out.trim().split('\n').at(-1)!)
    expect(report).toMatchObject({ features: { Building: 1 }, triangles: 12, tiles: 1, quarantined: 0, warnings: [] })
    expect(report.id).toMatch(/^city-[0-9a-f]{8}$/)
    expect(report.extent).toEqual([121.5, 31.2, 121.501, 31.201])
    expect(report.heights).toEqual([0, 10])
    expect(report.bytes).toBeGreaterThan(1000)
    expect(err).toBe('')
    expect(JSON.parse(await readFile(join(folder, 'city.json'), 'utf8')).title).toBe('外滩')
  })

  it('leaves nothing of an older package', async () => {
    const folder = join(home, 'again')
    const { writeFile: write, mkdir } = await import('node:fs/promises')
    await mkdir(join(folder, 'tiles', '9'), { recursive: true })
    await write(join(folder, 'tiles', '9', 'old.glb'), 'old')
    await write(join(folder, 'ground.bin'), 'old')
    expect(await main(['build', await file('a.geojson', square(8, 47, 0.001)), '--out', folder])).toBe(0)
    expect(await readdir(folder)).not.toContain('ground.bin')
    expect(await main(['check', folder])).toBe(0)
    expect(out).toContain('sound')
  })

  it('fails with the reason, the cure and no folder where the CRS is missing', async () => {
    const input = await file('rd.geojson', square(84500, 447500, 50))
    const folder = join(home, 'rd')
    expect(await main(['build', input, '--out', folder])).toBe(1)
    expect(err).toContain('crs-missing')
    expect(err).toContain('--crs EPSG:N')
    expect(await readdir(home)).not.toContain('rd')
    expect(await main(['build', input, '--out', folder, '--crs', 'EPSG:28992'])).toBe(0)
  })

  it.each([
    [['build'], 2],
    [['build', 'x.geojson'], 2],
    [['build', '/nowhere/x.geojson', '--out', 'y'], 1],
    [['build', '--wrong'], 2],
    [['bild'], 2],
    [['constructor'], 2],
    [['serve'], 2],
    [['serve', '.', '--port', 'x'], 2],
    [['check', '/nowhere'], 1],
    [['demo'], 2],
    [['demo', '--out', 'x', '--seed', '1.5'], 2],
    [[], 2],
  ])('%j ends with %i', async (args, status) => {
    expect(await main(args as string[])).toBe(status)
  })

  it('refuses an id that would not do', async () => {
    const input = await file('b.geojson', square(8, 47, 0.001))
    expect(await main(['build', input, '--out', join(home, 'b'), '--id', '../x'])).toBe(1)
    expect(err).toContain('id of a city')
  })

  it.each(['build', 'check', 'export', 'demo', 'serve'])('%s --help explains itself', async command => {
    expect(await main([command, '--help'])).toBe(0)
    expect(out).toContain(`huijing ${command}`)
  })
})
