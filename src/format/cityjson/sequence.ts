import { DataError } from '#model/exchange/error.ts'
import { type CityObject, isRecord, type JsonObject } from './document.ts'
import { parseJson } from './json.ts'
import { type ParseContext, readObjects } from './parse.ts'
import type { SourceVersion } from './upgrade.ts'
import { readVertices } from './vertices.ts'

/** One line of a CityJSON text sequence: a feature with its own vertices, in the header's transform. */
export interface SequenceFeature {
  objects: Map<string, CityObject>
  vertices: Float64Array
  appearance?: JsonObject
}

/** Undefined, and counted, where the line cannot be used; depth and count limits throw. */
export function parseSequenceFeature(
  line: Uint8Array,
  place: string,
  version: SourceVersion,
  context: ParseContext,
): SequenceFeature | undefined {
  const root = tryParse(line, place, context)
  if (root === undefined) return undefined
  if (!isRecord(root) || root.type !== 'CityJSONFeature' || !isRecord(root.CityObjects)) {
    context.notices.quarantine('schema', place)
    return undefined
  }
  return {
    objects: readObjects(root.CityObjects, version, context),
    vertices: readVertices(Array.isArray(root.vertices) ? root.vertices : [], context.notices),
    ...(isRecord(root.appearance) ? { appearance: root.appearance } : {}),
  }
}

function tryParse(line: Uint8Array, place: string, { file, limits, notices }: ParseContext): unknown {
  try {
    return parseJson(line, limits.maxDepth, file)
  } catch (error) {
    if (!(error instanceof DataError) || (error.code !== 'syntax' && error.code !== 'truncated')) throw error
    notices.quarantine(error.code, place)
    return undefined
  }
}

/** A line of a sequence is a complete JSON text; the first line of a printed document is not. RFC 8142 sets a record separator before it. */
export function withoutSeparator(line: Uint8Array): Uint8Array {
  let start = 0
  while (start < line.length && (line[start] === 0x1e || isBlankByte(line[start]))) start++
  return line.subarray(start)
}

const isBlankByte = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0d
