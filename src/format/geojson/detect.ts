const decoder = new TextDecoder()

/** See `Reader.detect`. */
export function detect(head: Uint8Array, name: string): number {
  const text = decoder.decode(head).replace('\u001e', '').trimStart()
  if (!/^[{[]/.test(text)) return 0
  if (/"type"\s*:\s*"(CityJSON|CityJSONFeature|Topology)"/.test(text)) return 0
  if (/"elements"\s*:\s*\[|"osm3s"\s*:/.test(text)) return 0.1
  if (/"type"\s*:\s*"(FeatureCollection|Feature)"/.test(text)) return 0.95
  if (/"type"\s*:\s*"(Multi)?(Point|LineString|Polygon)"|"type"\s*:\s*"GeometryCollection"/.test(text)) return 0.8
  if (/^\[\s*\{[^{}]*"polygon"\s*:\s*\[\s*\[/.test(text)) return 0.9
  return /\.(geojson|geojsonl|geojsons|geojsonseq)(\.gz)?$/i.test(name) ? 0.6 : /json/i.test(name) ? 0.2 : 0
}
