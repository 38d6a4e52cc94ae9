import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticHandler, isHost, parseRange } from './static.ts'

let server: Server
let home: string
const text = 'const x = 1\n'.repeat(500)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'huijing-serve-'))
  await mkdir(join(home, 'site', 'assets'), { recursive: true })
  await mkdir(join(home, 'city', 'tiles'), { recursive: true })
  await writeFile(join(home, 'site', 'index.html'), '<!doctype html>')
  await writeFile(join(home, 'site', 'assets', 'main-abcdefgh.js'), text)
  await writeFile(
    join(home, 'city', 'tiles', '0.glb'),
    Uint8Array.from({ length: 100 }, (_, i) => i),
  )
  await writeFile(join(home, 'secret.txt'), 'secret')
  await symlink(join(home, 'secret.txt'), join(home, 'site', 'link.txt'))
  server = createServer(
    createStaticHandler([
      { path: '/', folder: join(home, 'site') },
      { path: '/cities/demo/', folder: join(home, 'city') },
    ]),
  )
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
})

afterAll(async () => {
  server.close()
  await rm(home, { recursive: true })
})

/** Without `fetch`, which tidies paths up before they are sent. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((done, fail) => {
    const call = request({ port, host: '127.0.0.1', path, headers, method }, response => {
      const parts: Buffer[] = []
      response.on('data', part => parts.push(part))
      response.on('end', () =>
        done({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    call.on('error', fail)
    call.end()
  })
}

describe('serving a folder', () => {
  it('sends the page with its type and a policy without eval', async () => {
    const { status, headers, body } = await get('/')
    expect(status).toBe(200)
    expect(body.toString()).toBe('<!doctype html>')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(headers['content-security-policy']).not.toContain("'unsafe-eval'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('compresses what is text, and lets built assets be kept', async () => {
    const { headers, body } = await get('/assets/main-abcdefgh.js', { 'accept-encoding': 'gzip' })
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(body).toString()).toBe(text)
    expect(headers['cache-control']).toContain('immutable')
    expect((await get('/assets/main-abcdefgh.js')).body.toString()).toBe(text)
  })

  it('sends ranges of a mounted folder', async () => {
    const { status, headers, body } = await get('/cities/demo/tiles/0.glb', { range: 'bytes=10-19' })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe('bytes 10-19/100')
    expect([...body]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    expect((await get('/cities/demo/tiles/0.glb', { range: 'bytes=200-' })).status).toBe(416)
    expect((await get('/cities/demo/tiles/0.glb')).headers['content-type']).toBe('model/gltf-binary')
  })

  it('says when nothing has changed', async () => {
    const { headers } = await get('/')
    const again = await get('/', { 'if-none-match': String(headers.etag) })
    expect(again.status).toBe(304)
    expect(again.body.length).toBe(0)
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/link.txt',
    '/cities/demo/../../secret.txt',
    '/%00',
    '/%zz',
    '/nothing',
    '/assets',
  ])('does not leave its folder: %s', async path => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('secret')
  })

  it('only reads', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
    const { status, body } = await get('/', {}, 'HEAD')
    expect([status, body.length]).toEqual([200, 0])
  })
})

describe('ranges (RFC 9110, 14.1.2)', () => {
  it.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=5-100', { start: 5, end: 9 }],
    ['bytes=10-', 'invalid'],
    ['bytes=6-5', 'invalid'],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-1', undefined],
    [undefined, undefined],
  ] as const)('%s of ten bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })
})

describe('hosts that pages may read from', () => {
  it('stand in the policy for data and pictures, and nowhere else', () => {
    let policy = ''
    const response = {
      writeHead: (_: number, headers: Record<string, string>) => {
        policy = headers['Content-Security-Policy']
        return { end: () => {} }
      },
    }
    const handler = createStaticHandler([], ['https://data.example.org'])
    handler({ method: 'POST' } as never, response as never)
    const naming = policy.split('; ').filter(rule => rule.includes('example.org'))
    expect(naming.map(rule => rule.split(' ')[0])).toEqual(['img-src', 'connect-src'])
  })

  it.each([
    ['https://data.example.org', true],
    ['*.example.org:8443', true],
    ['http://localhost:8080', true],
    ["'unsafe-eval'", false],
    ["https://a.org; script-src 'unsafe-inline'", false],
    ['*', false],
    ['https:', false],
    ['data:', false],
  ])('%s may be named: %s', (text, may) => expect(isHost(text)).toBe(may))
})
