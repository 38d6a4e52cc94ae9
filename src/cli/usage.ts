/** A command that was called wrongly: exit status 2, and the help of the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A whole number from an option. Throws `UsageError`. */
export function parseCount(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new UsageError(`${option} wants a whole number between ${least} and ${most}, got “${text}”.`)
}
