import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

/** The reference data beside the checkout. It is not part of this repository. */
const folder = fileURLToPath(new URL('../../shared/data/', import.meta.url))

/** Absolute path of a file of the reference data. */
export const sharedData = (path: string): string => folder + path

/** A suite over the reference data: skipped with a message where that is absent, failed where it must be there (CI=true). */
export function describeWithShared(name: string, suite: () => void): void {
  if (existsSync(folder)) describe(name, suite)
  else if (process.env.CI === 'true') describe(name, () => failWithout(name))
  else describe.skip(`${name} (skipped: ../shared/data is absent)`, suite)
}

function failWithout(name: string): void {
  it('has its reference data', () => {
    throw new Error(`${name}: ../shared/data is absent, and CI=true requires it`)
  })
}
