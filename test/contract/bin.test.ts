import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm, symlink, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const here = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
let clone: string
const huijing = (...args: string[]) => run(process.execPath, [join(clone, 'bin/huijing.js'), ...args])
const builds = async () => (await readdir(join(clone, 'dist-cli'))).sort()

/** A clone of its own, in which sources may change. */
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'huijing-bin-'))
  const parts = ['bin', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'src']
  for (const part of parts) await cp(join(here, part), join(clone, part), { recursive: true })
  await symlink(join(here, 'node_modules'), join(clone, 'node_modules'))
})
afterAll(() => rm(clone, { recursive: true, force: true }))

describe('bin/huijing.js in a fresh clone', () => {
  it('may start twice at once, and leaves the build that runs when sources change', { timeout: 120_000 }, async () => {
    const runs = await Promise.all([huijing('--help'), huijing('--help')])
    for (const { stdout } of runs) expect(stdout).toContain('huijing build')
    const [first, ...more] = await builds()
    expect(more).toEqual([])
    await utimes(join(clone, 'src/cli/main.ts'), new Date(), new Date(Date.now() + 1000))
    await huijing('--help')
    expect(await builds()).toHaveLength(2)
    expect(await builds()).toContain(first)
  })
})
