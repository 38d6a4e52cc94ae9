import type { Report } from './result.ts'

/** JSON of unknown shape, looked at without trust. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects of a list; reports a list that is none and entries that are no objects. */
export function objectsOf(parent: Json, key: string, place: string, report: Report): Json[] {
  const list = parent[key]
  if (list === undefined) return []
  if (!Array.isArray(list) || !list.every(isObject)) {
    report('schema', `${place}/${key}`, 'A list of objects is expected.')
    return []
  }
  return list
}

/** Whether the value is `length` finite numbers (any length where undefined). */
export const areFinite = (value: unknown, length?: number): value is number[] =>
  Array.isArray(value) && (length === undefined || value.length === length) && value.every(Number.isFinite)

export const isIndex = (value: unknown, length: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < length

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** Nesting to which `JSON.parse` results are followed; deeper ones overflow the stack of whoever walks them. */
export const maxJsonDepth = 200

/** Parses JSON of limited depth. Throws an `Error` that says what is wrong. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (depthOf(text) > maxJsonDepth) throw new Error(`JSON is nested more than ${maxJsonDepth} deep.`)
  return JSON.parse(text)
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34) i = endOfString(text, i)
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 93 || code === 125) depth--
  }
  return deepest
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) return i
  }
  return text.length
}
