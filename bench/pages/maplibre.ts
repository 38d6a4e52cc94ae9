import type * as MapLibre from 'maplibre-gl'
import { container, finish, offer } from './contract.ts'

// As published: its worker imports files beside itself, which a bundler would move apart. The runner serves them under this path.
const home = '/maplibre/'
const maplibre = (await import(/* @vite-ignore */ `${home}maplibre-gl.mjs`)) as typeof MapLibre
maplibre.setWorkerUrl(`${home}maplibre-gl-worker.mjs`)

/** MapLibre's own way to a GeoJSON file: a source in its worker, and a layer of extrusions. */
let map: MapLibre.Map | undefined
const idle = () => new Promise<void>(resolve => map?.once('idle', () => resolve()))

offer({
  async load(bytes, view) {
    map = new maplibre.Map({
      container: container(),
      style: {
        version: 8,
        sources: {
          buildings: { type: 'geojson', data: URL.createObjectURL(new Blob([bytes], { type: 'application/json' })) },
        },
        layers: [
          {
            id: 'buildings',
            type: 'fill-extrusion',
            source: 'buildings',
            paint: { 'fill-extrusion-height': ['get', 'height'], 'fill-extrusion-color': byAttribute('use') },
          },
        ],
      },
      center: [view.lon, view.lat],
      zoom: view.zoom,
      pitch: 60,
      maxPitch: 85,
      pixelRatio: 1,
      fadeDuration: 0,
      attributionControl: false,
      canvasContextAttributes: { antialias: false, preserveDrawingBuffer: true },
    })
    await idle()
    if (!map.isSourceLoaded('buildings')) throw new Error('idle without its source')
  },
  frame() {
    map?.redraw()
    finish(map?.getCanvas().getContext('webgl2') as WebGL2RenderingContext)
  },
  pick: (x, y) => map?.queryRenderedFeatures([x, y], { layers: ['buildings'] })[0]?.properties,
  async restyle(attribute) {
    map?.setPaintProperty('buildings', 'fill-extrusion-color', byAttribute(attribute))
    await idle()
  },
})

function byAttribute(attribute: string): MapLibre.ExpressionSpecification {
  if (attribute === 'year') return ['interpolate', ['linear'], ['get', 'year'], 1950, '#440154', 2025, '#fde725']
  return [
    'match',
    ['get', attribute],
    'residential',
    '#e4a07a',
    'office',
    '#7f9be0',
    'retail',
    '#8cbf6a',
    'industrial',
    '#999999',
    '#cccccc',
  ]
}
