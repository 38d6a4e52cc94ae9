export interface Problem {
  /** Stable, kebab-case. */
  code: string
  /** JSON pointer or byte offset. */
  place: string
  message: string
}

export interface CheckResult {
  ok: boolean
  /** At most 20. */
  problems: Problem[]
  /** URIs outside of the file that it refers to, as written. */
  externals: string[]
}

export type Report = (code: string, place: string, message: string) => void

const maxProblems = 20

/** Runs a check which reports; what it throws is a problem too. */
export function runCheck(check: (report: Report, external: (uri: string) => void) => void): CheckResult {
  const problems: Problem[] = []
  const externals = new Set<string>()
  const report: Report = (code, place, message) => {
    if (problems.length < maxProblems) problems.push({ code, place, message })
  }
  try {
    check(report, uri => externals.add(uri))
  } catch (error) {
    report('unreadable', '', (error as Error).message)
  }
  return { ok: problems.length === 0, problems, externals: [...externals] }
}
