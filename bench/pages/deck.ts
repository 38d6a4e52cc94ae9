import { Deck, MapView } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import { JSONLoader } from '@loaders.gl/json'
import type { FeatureCollection } from 'geojson'
import { colourOf, container, finish, offer } from './contract.ts'

/** deck.gl's GeoJsonLayer, extruded; `?worker` parses the file in loaders.gl's way instead of JSON.parse. */
const inLoader = new URLSearchParams(location.search).has('loader')
let deck: Deck<MapView> | undefined
let data: FeatureCollection | undefined

const layer = (attribute: string, onReady?: () => void) =>
  new GeoJsonLayer({
    id: 'buildings',
    data: data as FeatureCollection,
    extruded: true,
    filled: true,
    stroked: false,
    pickable: true,
    getElevation: feature => (feature.properties as { height: number }).height,
    getFillColor: feature => colourOf((feature.properties as Record<string, unknown>)[attribute]),
    updateTriggers: { getFillColor: [attribute] },
    ...(onReady && { onAfterRender: onReady }),
  })

const drawn = () =>
  new Promise<void>(resolve => {
    const now = deck as Deck<MapView>
    now.setProps({
      onAfterRender: () => {
        if (now.props.layers.length === 0) return
        now.setProps({ onAfterRender: () => {} })
        resolve()
      },
    })
    now.redraw('bench')
  })

offer({
  async load(bytes, view) {
    data = inLoader
      ? ((await (await import('@loaders.gl/core')).parse(bytes, JSONLoader)) as unknown as FeatureCollection)
      : (JSON.parse(new TextDecoder().decode(bytes)) as FeatureCollection)
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
