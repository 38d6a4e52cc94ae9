/** A box on the screen that wants to be shown; pixels, x and y of its middle. */
export interface Candidate {
  x: number
  y: number
  width: number
  height: number
}

/** Pixels between two names. */
const gap = 10

/**
 * Which of the candidates are shown, so that none overlaps another: the first come first, at most `limit`. Indices in the order of the
 * candidates.
 */
export function placeLabels(candidates: readonly Candidate[], limit: number): number[] {
  const shown: number[] = []
  for (const [i, candidate] of candidates.entries()) {
    if (shown.length >= limit) break
    if (shown.every(other => isApart(candidates[other], candidate))) shown.push(i)
  }
  return shown
}

const isApart = (a: Candidate, b: Candidate): boolean =>
  Math.abs(a.x - b.x) * 2 >= a.width + b.width + 2 * gap || Math.abs(a.y - b.y) * 2 >= a.height + b.height + 2 * gap

/** Width of a line of text in ems: Chinese characters are square, Latin letters about half as wide. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += character.codePointAt(0)! >= 0x2e80 ? 1 : 0.56
  return width
}

/** Size of the upright box around a turned one; the angle in radians. */
export function turnedBox(width: number, height: number, angle: number): Pick<Candidate, 'width' | 'height'> {
  const [sine, cosine] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))]
  return { width: width * cosine + height * sine, height: width * sine + height * cosine }
}
