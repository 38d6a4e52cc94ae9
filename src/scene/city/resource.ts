import { Resource } from 'cesium'

export type ReadFile = (path: string) => Promise<ArrayBuffer>

/**
 * A Cesium resource whose bytes come from a function and not from the network. Cesium resolves relative paths on the address, which
 * stands on a host that cannot exist, and clones the resource for every tile; the clones read through the same function.
 */
export function createResource(read: ReadFile, path: string): Resource {
  return attach(new Resource({ url: base + path }), read)
}

const base = 'https://city.invalid/'

function attach(resource: Resource, read: ReadFile): Resource {
  const bytes = () => read(pathOf(resource))
  return Object.assign(resource, {
    clone: () => attach(new Resource({ url: resource.url }), read),
    fetchArrayBuffer: bytes,
    fetchJson: async () => JSON.parse(new TextDecoder().decode(await bytes())),
  })
}

/** Path relative to the package; queries that Cesium or a tileset adds are no part of it. */
export function pathOf(resource: Resource): string {
  const url = resource.getUrlComponent(false)
  return decodeURIComponent(url.startsWith(base) ? url.slice(base.length) : url)
}
