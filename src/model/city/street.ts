/** Classes of streets in a network, widest first, as OpenStreetMap's `highway`; codes are the index, new ones go at the end. */
export const streetClasses = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'service',
  'pedestrian',
  'footway',
  'cycleway',
  'path',
  'steps',
  'track',
  'other',
] as const
export type StreetClass = (typeof streetClasses)[number]

/**
 * Streets as a graph in compressed sparse rows. Nodes are ends and crossings; a link is the stretch of one street between two nodes.
 */
export interface StreetNetwork {
  /** lon, lat in degrees, 2 a node. */
  nodeCoordinates: Float64Array
  /** Per link: nodes at its first and last vertex. */
  linkFrom: Uint32Array
  linkTo: Uint32Array
  /** Metres along the link. */
  linkLength: Float32Array
  /** Index into `streetClasses`. */
  linkClass: Uint8Array
  /** 1 where traffic runs only from the first vertex to the last, -1 only back, 0 both ways. */
  linkOneway: Int8Array
  /** Lanes of both directions together, 0 unknown. */
  linkLanes: Uint8Array
  /** Speed limit in km/h, 0 unknown. */
  linkMaxspeed: Uint8Array
  /** -1 tunnel, 1 bridge, 0 ground. */
  linkLevel: Int8Array
  /** Row of the street in the city's table. */
  linkRow: Uint32Array
  /** Index into `names`, 0 (the empty name) where it has none. */
  linkName: Uint32Array
  names: string[]
  /** Link l has the vertices linkOffsets[l] .. linkOffsets[l + 1] of linkCoordinates (lon, lat). */
  linkOffsets: Uint32Array
  linkCoordinates: Float64Array
  /**
   * Node n has the arcs arcOffsets[n] .. arcOffsets[n + 1]: along arc a one comes by link arcLink[a] to node arcNode[a]. Every link has an arc
   * in each direction, one-way streets too (walkers use them both ways): `arcForward` is 1 where the arc runs with the link.
   */
  arcOffsets: Uint32Array
  arcNode: Uint32Array
  arcLink: Uint32Array
  arcForward: Uint8Array
}
