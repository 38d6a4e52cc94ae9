/** Large files are hashed piece by piece, because Web Crypto cannot stream. */
const pieceBytes = 16 * 1024 * 1024

/**
 * Hex SHA-256 over the SHA-256 of each 16 MiB piece of each file, in order: equal for equal contents whatever the files are called.
 * Memory stays at one piece.
 */
export async function digestBlobs(blobs: readonly Blob[], signal?: AbortSignal): Promise<string> {
  const digests: ArrayBuffer[] = []
  for (const blob of blobs) {
    for (let start = 0; start === 0 || start < blob.size; start += pieceBytes) {
      signal?.throwIfAborted()
      const piece = await blob.slice(start, start + pieceBytes).arrayBuffer()
      digests.push(await crypto.subtle.digest('SHA-256', piece))
    }
  }
  const whole = await crypto.subtle.digest('SHA-256', await new Blob(digests).arrayBuffer())
  return Array.from(new Uint8Array(whole), byte => byte.toString(16).padStart(2, '0')).join('')
}
