import type { PolygonStore } from './store.ts'

/** Vertices of rings on their way into the store. */
export interface RingReader {
  /** Coordinates of one `posList`, `pos` or (GML 2) `coordinates` element. False where they are no finite numbers. */
  add(text: string, dimension: number): boolean
  /** Ends the ring without a vertex that repeats the one before or, at the end, the first. False where fewer than three are left. */
  end(): boolean
  /** Drops what was added since the last ring ended. */
  drop(): void
}

/** `order` is asked for each ring: true where coordinates come latitude first. */
export function createRingReader(
  { coordinates, ringEnds }: PolygonStore,
  order: (x: number, y: number) => boolean,
): RingReader {
  const start = () => (ringEnds.length === 0 ? 0 : ringEnds.data[ringEnds.length - 1] * 3)
  const same = (a: number, b: number) => {
    const { data } = coordinates
    return data[a] === data[b] && data[a + 1] === data[b + 1] && data[a + 2] === data[b + 2]
  }
  return {
    add(text, dimension) {
      const numbers = text
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number)
      if (numbers.length % dimension !== 0 || !numbers.every(Number.isFinite)) return false
      const swap = numbers.length > 1 && order(numbers[0], numbers[1])
      for (let i = 0; i < numbers.length; i += dimension) {
        const at = coordinates.length
        coordinates.push(swap ? numbers[i + 1] : numbers[i])
        coordinates.push(swap ? numbers[i] : numbers[i + 1])
        coordinates.push(dimension > 2 ? numbers[i + 2] : 0)
        if (at > start() && same(at, at - 3)) coordinates.length = at
      }
      return true
    },
    end() {
      const from = start()
      while (coordinates.length - from > 3 && same(from, coordinates.length - 3)) coordinates.length -= 3
      if (coordinates.length - from < 9) {
        coordinates.length = from
        return false
      }
      ringEnds.push(coordinates.length / 3)
      return true
    },
    drop() {
      coordinates.length = start()
    },
  }
}
