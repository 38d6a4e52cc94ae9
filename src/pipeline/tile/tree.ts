import type { Measures } from './measure.ts'
import { metresPerDegree } from './moments.ts'

/** What is sorted into the tree: where it is, and how much it weighs. */
type Places = Pick<Measures, 'lon' | 'lat' | 'count' | 'vertices'>

/** A node of the quadtree: the features `order[start] .. order[end - 1]`. Children follow their parent in the list. */
export interface TreeNode {
  level: number
  x: number
  y: number
  start: number
  end: number
  children: number[]
}

export interface Tree {
  /** Feature indices along a Z-curve, so that every node is a run of them. */
  order: Uint32Array
  nodes: TreeNode[]
  /** South-west corner of the root square in degrees, and its side in degrees of longitude and of latitude. */
  west: number
  south: number
  lonSide: number
  latSide: number
  /** Side of the root square, metres. */
  side: number
}

/** Levels below the root; 16 bits of each axis make the Z-curve. */
const deepest = 16

/** Quadtree over the centroids. A node is split while its features make more than `leafVertices` vertices. */
export function growTree(measures: Places, leafVertices: number): Tree {
  const square = rootSquare(measures)
  const codes = zCodes(measures, square)
  const order = sortByCode(codes, measures.count)
  const sums = runningVertices(measures, order)
  const nodes: TreeNode[] = []
  const grow = (level: number, x: number, y: number, start: number, end: number): number => {
    const node: TreeNode = { level, x, y, start, end, children: [] }
    const index = nodes.push(node) - 1
    if (level === deepest || end - start < 2 || sums[end] - sums[start] <= leafVertices) return index
    let from = start
    for (let quadrant = 0; quadrant < 4; quadrant++) {
      const to = quadrant === 3 ? end : firstAtLeast(codes, order, from, end, lowestCode(node, quadrant + 1))
      if (to > from) node.children.push(grow(level + 1, 2 * x + (quadrant & 1), 2 * y + (quadrant >> 1), from, to))
      from = to
    }
    return index
  }
  grow(0, 0, 0, 0, measures.count)
  return { order, nodes, ...square }
}

function rootSquare({ lon, lat, count }: Places) {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < count; i++) {
    if (lon[i] < west) west = lon[i]
    if (lon[i] > east) east = lon[i]
    if (lat[i] < south) south = lat[i]
    if (lat[i] > north) north = lat[i]
  }
  const cosine = Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180))
  // A city of one building still has a square.
  const side = Math.max((east - west) * metresPerDegree * cosine, (north - south) * metresPerDegree, 16)
  const lonSide = side / (metresPerDegree * cosine)
  const latSide = side / metresPerDegree
  return { west: (west + east - lonSide) / 2, south: (south + north - latSide) / 2, lonSide, latSide, side }
}

function zCodes(
  { lon, lat, count }: Places,
  { west, south, lonSide, latSide }: Pick<Tree, 'west' | 'south' | 'lonSide' | 'latSide'>,
): Uint32Array {
  const codes = new Uint32Array(count)
  const cells = 2 ** deepest
  for (let i = 0; i < count; i++) {
    const x = Math.min(cells - 1, Math.max(0, Math.floor(((lon[i] - west) / lonSide) * cells)))
    const y = Math.min(cells - 1, Math.max(0, Math.floor(((lat[i] - south) / latSide) * cells)))
    codes[i] = (spreadBits(x) | (spreadBits(y) << 1)) >>> 0
  }
  return codes
}

/** 16 bits to the even places of 32. */
function spreadBits(value: number): number {
  let v = value
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  return (v | (v << 1)) & 0x55555555
}

/** Stable radix sort, 16 bits a pass. */
function sortByCode(codes: Uint32Array, count: number): Uint32Array {
  let from = new Uint32Array(count)
  for (let i = 0; i < count; i++) from[i] = i
  let to = new Uint32Array(count)
  const places = new Uint32Array(65_537)
  for (const shift of [0, 16]) {
    places.fill(0)
    for (let i = 0; i < count; i++) places[((codes[i] >>> shift) & 0xffff) + 1]++
    for (let k = 0; k < 65_536; k++) places[k + 1] += places[k]
    for (let i = 0; i < count; i++) to[places[(codes[from[i]] >>> shift) & 0xffff]++] = from[i]
    ;[from, to] = [to, from]
  }
  return from
}

function runningVertices({ vertices, count }: Places, order: Uint32Array): Float64Array {
  const sums = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) sums[i + 1] = sums[i] + vertices[order[i]]
  return sums
}

/** First code of the node's quadrant (4: of what follows the node). */
function lowestCode({ level, x, y }: TreeNode, quadrant: number): number {
  const bits = 2 * (deepest - level - 1)
  const code = (spreadBits(x) | (spreadBits(y) << 1)) >>> 0
  return (code * 4 + quadrant) * 2 ** bits
}

function firstAtLeast(codes: Uint32Array, order: Uint32Array, from: number, to: number, code: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (codes[order[middle]] < code) low = middle + 1
    else high = middle
  }
  return low
}
