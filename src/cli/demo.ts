import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateDemo } from '#demo/index.ts'
import { createDiskFolder } from './folder.ts'
import { createProgressLine } from './progress.ts'
import { parseCount, UsageError } from './usage.ts'

/** `huijing demo`. */
export async function runDemoCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string' }, seed: { type: 'string' }, buildings: { type: 'string' } },
  })
  if (!values.out) throw new UsageError('--out DIR is missing.')
  const seed = parseCount('--seed', values.seed ?? '1', 0, 2 ** 32 - 1)
  const buildings = parseCount('--buildings', values.buildings ?? '20000', 500, 2_000_000)
  const line = createProgressLine()
  const folder = createDiskFolder(resolve(values.out))
  for (const step of generateDemo({ seed, buildings })) {
    if (step.type === 'progress') line.show(`demo city ${Math.round(step.fraction * 100)} %`)
    else await folder.write(step.name, step.bytes)
  }
  line.clear()
  return 0
}
