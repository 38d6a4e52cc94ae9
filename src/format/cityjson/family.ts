import type { NoticeLog } from '#model/exchange/notice.ts'
import type { CityObject } from './document.ts'

/**
 * The parent of each part. A group's members are not its parts. Links to objects that are not there and links in a circle are left out
 * and counted.
 */
export function readParents(objects: ReadonlyMap<string, CityObject>, notices: NoticeLog): Map<string, string> {
  const parents = new Map<string, string>()
  for (const [id, object] of objects) {
    for (const parent of texts(object.parents)) {
      if (!objects.has(parent)) notices.warn('missing-parent', id)
      else if (objects.get(parent)!.type !== 'CityObjectGroup' && !parents.has(id)) parents.set(id, parent)
    }
  }
  for (const [id, object] of objects) {
    for (const child of texts(object.children)) {
      if (!objects.has(child)) notices.warn('missing-child', id)
      else if (object.type !== 'CityObjectGroup' && !parents.has(child)) parents.set(child, id)
    }
  }
  cutCircles(parents, notices)
  return parents
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

/** Follows each chain once: what was reached from an earlier start is known to end. */
function cutCircles(parents: Map<string, string>, notices: NoticeLog): void {
  const ending = new Set<string>()
  for (const start of [...parents.keys()]) {
    const path = new Set<string>()
    let id: string | undefined = start
    while (id !== undefined && !ending.has(id)) {
      path.add(id)
      const parent: string | undefined = parents.get(id)
      if (parent !== undefined && path.has(parent)) {
        parents.delete(id)
        notices.warn('parent-cycle', id)
        break
      }
      id = parent
    }
    for (const seen of path) ending.add(seen)
  }
}
