import type { Report } from './result.ts'
import { areFinite, isIndex, type Json, objectsOf } from './value.ts'

const lengths = { matrix: 16, translation: 3, rotation: 4, scale: 3 }
const maxNodes = 1_000_000
/** Deeper trees overflow the stack of who draws them. */
const maxNodeDepth = 500

/** Transforms are finite, children exist, each node has one parent at most, and no node is its own ancestor. */
export function checkNodes(gltf: Json, report: Report): void {
  const nodes = objectsOf(gltf, 'nodes', '', report)
  if (nodes.length > maxNodes) {
    report('count', '/nodes', `${nodes.length} nodes.`)
    return
  }
  const children = nodes.map((node, n) => childrenOf(node, n, nodes.length, report))
  nodes.forEach((node, n) => {
    for (const [key, length] of Object.entries(lengths))
      if (node[key] !== undefined && !areFinite(node[key], length))
        report('non-finite', `/nodes/${n}/${key}`, `${length} finite numbers are expected.`)
  })
  checkTree(children, report)
}

function childrenOf(node: Json, n: number, count: number, report: Report): number[] {
  const children = node.children ?? []
  if (Array.isArray(children) && children.every(child => isIndex(child, count))) return children
  report('reference', `/nodes/${n}/children`, 'A child does not exist.')
  return []
}

function checkTree(children: number[][], report: Report): void {
  const depth = new Int32Array(children.length).fill(-1)
  const hasParent = new Uint8Array(children.length)
  for (const list of children)
    for (const child of list) {
      if (hasParent[child]) {
        report('node-tree', `/nodes/${child}`, 'A node has two parents.')
        return
      }
      hasParent[child] = 1
    }
  const queue = [...children.keys()].filter(n => !hasParent[n])
  for (const root of queue) depth[root] = 0
  let reached = 0
  for (; reached < queue.length; reached++) {
    const node = queue[reached]
    if (depth[node] > maxNodeDepth) {
      report('depth', `/nodes/${node}`, `Nodes are nested more than ${maxNodeDepth} deep.`)
      return
    }
    for (const child of children[node]) {
      depth[child] = depth[node] + 1
      queue.push(child)
    }
  }
  // With one parent at most, what no root reaches hangs on a cycle.
  if (reached < children.length) report('node-cycle', `/nodes/${depth.indexOf(-1)}`, 'A node is its own ancestor.')
}
