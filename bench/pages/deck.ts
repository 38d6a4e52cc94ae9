import { Deck, MapView } from '@deck.gl/core'
import { GeoJsonLayer, type GeoJsonLayerProps } from '@deck.gl/layers'
import { parse } from '@loaders.gl/core'
import { _GeoJSONLoader as GeoJSONLoader } from '@loaders.gl/json'
import { colourOf, container, finish, offer } from './contract.ts'

/** deck.gl's GeoJsonLayer, extruded. `?worker`: parsed to binary columns in the worker of loaders.gl instead of by JSON.parse. */
const inWorker = new URLSearchParams(location.search).has('worker')
let deck: Deck<MapView> | undefined
let data: GeoJsonLayerProps['data']

const layer = (attribute: string) =>
  new GeoJsonLayer({
    id: 'buildings',
    data,
    extruded: true,
    filled: true,
    stroked: false,
    pickable: true,
    getElevation: feature => (feature.properties as { height: number }).height,
    getFillColor: feature => colourOf((feature.properties as Record<string, unknown>)[attribute]),
    updateTriggers: { getFillColor: [attribute] },
  })

/** Resolves after the next frame of its own loop, before which layers are updated. */
const drawn = () =>
  new Promise<void>(resolve => {
    const now = deck as Deck<MapView>
    now.setProps({
      onAfterRender: () => {
        now.setProps({ onAfterRender: () => {} })
        resolve()
      },
    })
  })

/** The worker as published: the runner serves it under this path. */
async function inLoadersWorker(bytes: ArrayBuffer): Promise<GeoJsonLayerProps['data']> {
  const options = {
    core: { worker: true },
    gis: { format: 'binary' },
    geojson: { workerUrl: new URL('/loaders/geojson-worker.js', location.href).href },
  }
  // Its types know neither the worker's option nor that a binary table is data for a layer.
  const parseWith = parse as (data: ArrayBuffer, loader: unknown, options: unknown) => Promise<unknown>
  return (await parseWith(bytes, GeoJSONLoader, options)) as GeoJsonLayerProps['data']
}

offer({
  async load(bytes, view) {
    data = inWorker ? await inLoadersWorker(bytes) : JSON.parse(new TextDecoder().decode(bytes))
    deck = new Deck({
      parent: container() as HTMLDivElement,
      views: new MapView({ repeat: false, fovy: (view.fovY * 180) / Math.PI }),
      useDevicePixels: false,
      controller: false,
      initialViewState: { longitude: view.lon, latitude: view.lat, zoom: view.zoom, pitch: 60, bearing: 0 },
      deviceProps: { type: 'webgl', webgl: { antialias: false, preserveDrawingBuffer: true } },
      layers: [layer('use')],
    })
    await new Promise<void>(resolve => deck?.setProps({ onAfterRender: () => resolve() }))
    deck.setProps({ onAfterRender: () => {} })
  },
  frame() {
    deck?.redraw('bench')
    finish(document.querySelector('canvas')?.getContext('webgl2') as WebGL2RenderingContext)
  },
  async pick(x, y) {
    return (await deck?.pickObjectAsync({ x, y }))?.object?.properties
  },
  async restyle(attribute) {
    deck?.setProps({ layers: [layer(attribute)] })
    await drawn()
  },
})
