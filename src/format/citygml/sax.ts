import { SaxesParser } from 'saxes'
import { DataError } from '#model/exchange/error.ts'
import type { ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { createXmlDecoder } from './encoding.ts'
import { localName } from './names.ts'

/** Names are local names; attributes keep their prefixes. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  /** `text` is the content of an element without child elements, trimmed; else undefined. */
  close(name: string, text: string | undefined): void
}

/**
 * Sends the elements of an XML file to the handler while it is read, and yields the fraction read after each chunk. Entities other than
 * XML's five are never expanded and nothing outside the file is read: a DTD that declares entities is refused.
 * Throws `syntax`, `truncated`, `unsupported`, `limit-depth`, `limit-bytes`, `cancelled`.
 */
export async function* readXml(source: ByteSource, options: ReadOptions, handler: XmlHandler): AsyncGenerator<number> {
  const parser = createParser(source.name, options.limits.maxDepth, handler)
  const reader = source.stream().getReader()
  let decoder: TextDecoder | undefined
  let total = 0
  try {
    for (;;) {
      if (options.signal?.aborted) throw new DataError('cancelled', 'reading was cancelled.', { file: source.name })
      const { value, done } = await reader.read()
      if (done) break
      total += value.length
      if (total > options.limits.maxBytes) {
        throw new DataError('limit-bytes', `larger than ${options.limits.maxBytes} bytes.`, { file: source.name })
      }
      decoder ??= createXmlDecoder(value)
      parser.write(decoder.decode(value, { stream: true }))
      yield source.size ? Math.min(1, total / source.size) : 0
    }
    parser.write(decoder?.decode() ?? '')
    parser.end()
  } finally {
    await reader.cancel()
  }
}

function createParser(file: string, maxDepth: number, handler: XmlHandler) {
  const parser = new SaxesParser({ xmlns: false, position: true })
  let depth = 0
  let opened = 0
  let ending = false
  let text: string[] = []
  const place = () => `line ${parser.line}`
  parser.on('error', ({ message }) => {
    if (ending) throw new DataError('truncated', 'the file ends before its elements do.', { file, place: place() })
    throw new DataError('syntax', `not well-formed XML (${message.replace(/^\d+:\d+: /, '')}).`, {
      file,
      place: place(),
    })
  })
  parser.on('doctype', doctype => {
    if (!/<!ENTITY/i.test(doctype)) return
    throw new DataError('unsupported', 'a document type that declares entities is not read.', { file, place: place() })
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > maxDepth)
      throw new DataError('limit-depth', `nested deeper than ${maxDepth} levels.`, { file, place: place() })
    opened = depth
    text = []
    handler.open(localName(name), attributes)
  })
  parser.on('text', piece => text.push(piece))
  parser.on('cdata', piece => text.push(piece))
  parser.on('closetag', ({ name }) => {
    handler.close(localName(name), opened === depth ? text.join('').trim() : undefined)
    depth--
    text = []
  })
  return {
    write: (chunk: string) => parser.write(chunk),
    end() {
      ending = true
      parser.close()
    },
  }
}
