import { DataError } from '#model/exchange/error.ts'
import { commandHelp, help } from './help.ts'
import { UsageError } from './usage.ts'

type Command = (args: string[]) => Promise<number>

/** Loaded when called, so that `--help` is quick. */
const commands: Record<string, () => Promise<Command>> = {
  build: async () => (await import('./build.ts')).runBuildCommand,
  check: async () => (await import('./check.ts')).runCheckCommand,
  export: async () => (await import('./export.ts')).runExportCommand,
  demo: async () => (await import('./demo.ts')).runDemoCommand,
  serve: async () => (await import('./serve.ts')).runServeCommand,
}

/** The command line without the program's name; gives the exit status: 0 done, 1 failed, 2 wrong usage. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(help)
    return name === undefined ? 2 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    process.stderr.write(`huijing: there is no command “${name}”.\n\n${help}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(commandHelp[name])
    return 0
  }
  try {
    return await (await load())(rest)
  } catch (error) {
    return report(error, name)
  }
}

function report(error: unknown, command: string): number {
  if (error instanceof UsageError || isParseArgsError(error)) {
    process.stderr.write(`huijing ${command}: ${(error as Error).message}\n\n${commandHelp[command]}`)
    return 2
  }
  process.stderr.write(`huijing ${command}: ${describe(error)}\n`)
  return 1
}

function describe(error: unknown): string {
  if (error instanceof DataError) return `${error.message} [${error.code}]`
  if (!(error instanceof Error)) return String(error)
  // What the system refuses (permissions, ports) says enough in a line; the rest is ours to find.
  return 'syscall' in error ? error.message : (error.stack ?? error.message)
}

const isParseArgsError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
