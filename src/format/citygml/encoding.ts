/** A decoder for the encoding that an XML file names in its first bytes; UTF-8 where it names none or one that is unknown. */
export function createXmlDecoder(head: Uint8Array): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  const declaration = new TextDecoder('latin1').decode(head.subarray(0, 200))
  const encoding = /^\s*(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1]
  try {
    return new TextDecoder(encoding ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}
