import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPackage } from '#pipeline/check/check.ts'
import { createDiskFolder } from './folder.ts'
import { createProgressLine } from './progress.ts'
import { UsageError } from './usage.ts'

/** Problems of one package which are printed; the rest are counted. */
const maxPrinted = 200

/** `huijing check`. */
export async function runCheckCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  if (positionals.length !== 1) throw new UsageError('which folder?')
  const line = createProgressLine()
  const validateGlb = await loadValidator()
  if (!validateGlb)
    process.stderr.write('huijing check: gltf-validator is not installed; tiles are checked without it.\n')
  const problems = await checkPackage(createDiskFolder(resolve(positionals[0])), {
    validateGlb,
    onProgress: fraction => line.show(`checking ${Math.round(fraction * 100)} %`),
  })
  line.clear()
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: problems.length === 0, problems })}\n`)
  else if (problems.length === 0) process.stdout.write(`${positionals[0]}: sound\n`)
  else {
    for (const { file, message } of problems.slice(0, maxPrinted)) process.stdout.write(`${file}: ${message}\n`)
    if (problems.length > maxPrinted) process.stdout.write(`… and ${problems.length - maxPrinted} more\n`)
  }
  return problems.length === 0 ? 0 : 1
}

/** Khronos's validator is a development dependency: a package can be checked without it, but says so. */
async function loadValidator(): Promise<((bytes: Uint8Array) => Promise<string[]>) | undefined> {
  const module = await import('gltf-validator').catch(() => undefined)
  if (!module) return undefined
  // Bundlers of CommonJS put what it exports on `default`.
  const { validateBytes } = 'validateBytes' in module ? module : (module as { default: typeof module }).default
  return async bytes => {
    const { issues } = await validateBytes(bytes, { maxIssues: 20 })
    return issues.messages
      .filter(issue => issue.severity === 0)
      .map(issue => `${issue.code} ${issue.pointer ?? ''} ${issue.message}`)
  }
}
