/** The decoder below unbzip2-stream, which has no types of its own. Plain functions over numbers; the stream around it needs Node. */
declare module 'unbzip2-stream/lib/bzip2.js' {
  /** The next `count` bits as a number; with null the reader goes on at the next whole byte. */
  type BitReader = (count: number | null) => number

  interface Decoder {
    /** Reads `BZh` and the size of blocks, in 100,000 bytes. Throws where it is something else. */
    header(bits: BitReader): number
    /**
     * One block, byte by byte into `write`. Returns the checksum so far, which the next call takes, or null at the end of a stream
     * whose checksum agreed. Throws a Bzip2Error for what is broken. `buffer` has `length` entries, one a byte of a block.
     */
    decompress(
      bits: BitReader,
      write: (byte: number) => void,
      buffer: Int32Array,
      length: number,
      checksum: number,
    ): number | null
  }

  const bzip2: Decoder
  export = bzip2
}
