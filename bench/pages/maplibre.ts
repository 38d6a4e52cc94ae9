import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { container, finish, offer } from './contract.ts'

maplibre.setWorkerUrl(workerUrl)
let map: maplibre.Map | undefined
const idle = () => new Promise<void>(resolve => map?.once('idle', () => resolve()))

offer({
  async load(bytes, view) {
    map = new maplibre.Map({
      container: container(),
      style: { version: 8, sources: {}, layers: [] },
      center: [view.lon, view.lat],
      zoom: view.zoom,
      pitch: 60,
      maxPitch: 85,
      pixelRatio: 1,
      fadeDuration: 0,
      attributionControl: false,
      canvasContextAttributes: { antialias: false, preserveDrawingBuffer: true },
    })
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/json' }))
    await new Promise<void>(resolve => map?.once('load', () => resolve()))
    map.addSource('buildings', { type: 'geojson', data: url })
    map.addLayer({
      id: 'buildings',
      type: 'fill-extrusion',
      source: 'buildings',
      paint: { 'fill-extrusion-height': ['get', 'height'], 'fill-extrusion-color': byAttribute('use') },
    })
    await idle()
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

function byAttribute(attribute: string): maplibre.ExpressionSpecification {
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
