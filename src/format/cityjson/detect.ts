const decoder = new TextDecoder()

/** CityJSON says what it is with `"type": "CityJSON"`, which may stand behind megabytes of objects; then names and members must do. */
export function detectCityJson(head: Uint8Array, name: string): number {
  const text = decoder.decode(head).trimStart()
  if (!text.startsWith('{')) return 0
  if (/"type"\s*:\s*"CityJSON(Feature)?"/.test(text)) return 1
  if (/"type"\s*:\s*"(FeatureCollection|Feature|Topology)"/.test(text)) return 0
  const named = /\.city\.jsonl?$|\.cityjson$/i.test(name)
  const shaped = /"CityObjects"\s*:|"(?:geometry-templates|vertices-templates)"\s*:/.test(text)
  return shaped ? 0.95 : named ? 0.8 : 0
}
