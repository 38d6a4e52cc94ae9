import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createDiskFolder } from './folder.ts'
import { parseCount, UsageError } from './usage.ts'

/** `huijing demo`. */
export async function runDemoCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string' }, seed: { type: 'string' }, buildings: { type: 'string' } },
  })
  if (!values.out) throw new UsageError('--out DIR is missing.')
  const seed = parseCount('--seed', values.seed ?? '1', 0, 2 ** 32 - 1)
  const buildings = parseCount('--buildings', values.buildings ?? '20000', 1, 2_000_000)
  const { writeDemo } = await import('#demo/index.ts')
  await writeDemo(createDiskFolder(resolve(values.out)), { seed, buildings })
  return 0
}
