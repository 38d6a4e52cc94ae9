import { Resource } from 'cesium'

export type ReadFile = (path: string) => Promise<ArrayBuffer>

/** A host that cannot exist (RFC 2606): what Cesium would fetch itself, past the functions below, fails at once. */
const base = 'https://city.invalid/'

/**
 * A Cesium resource whose bytes come from a function and not from the network. Cesium resolves relative paths on its address and
 * clones it for every tile, buffer and picture; the clones read through the same function.
 */
export function createResource(read: ReadFile, path: string): Resource {
  return attach(new Resource({ url: base + path.split('/').map(encodeURIComponent).join('/') }), read)
}

function attach(resource: Resource, read: ReadFile): Resource {
  const bytes = () => read(pathOf(resource))
  return Object.assign(resource, {
    clone: () => attach(new Resource({ url: resource.url }), read),
    fetchArrayBuffer: bytes,
    fetchJson: async () => JSON.parse(new TextDecoder().decode(await bytes())),
    fetchImage: async (options: ImageOptions = {}) => toImage(await bytes(), options),
  })
}

interface ImageOptions {
  flipY?: boolean
  skipColorSpaceConversion?: boolean
}

function toImage(bytes: ArrayBuffer, { flipY, skipColorSpaceConversion }: ImageOptions): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([bytes]), {
    imageOrientation: flipY ? 'flipY' : 'none',
    premultiplyAlpha: 'none',
    colorSpaceConversion: skipColorSpaceConversion ? 'none' : 'default',
  })
}

/** Path relative to the package, without the queries that a tileset may add. */
function pathOf(resource: Resource): string {
  const url = resource.getUrlComponent(false)
  return decodeURIComponent(url.startsWith(base) ? url.slice(base.length) : url)
}
