import { z } from 'zod/mini'

/**
 * `city.json`, the manifest of a city package: what is in the folder, where it comes from, and how it is drawn.
 * Paths are relative to the manifest.
 */

/** Text in both languages; a plain string serves for both. */
const localText = z.union([z.string(), z.object({ zh: z.string(), en: z.string() })])

const attributeSchema = z.object({
  name: z.string(),
  type: z.enum(['number', 'category', 'text']),
  unit: z.optional(z.string()),
})

const fileSchema = z.object({
  path: z.string(),
  bytes: z.int().check(z.nonnegative()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})

const sourceSchema = z.object({
  name: z.string(),
  format: z.string(),
  crs: z.optional(z.string()),
  attribution: z.optional(z.string()),
  licence: z.optional(z.string()),
})

const degrees = (limit: number) => z.number().check(z.gte(-limit), z.lte(limit))

export const manifestSchema = z.object({
  format: z.literal('huijing-city'),
  version: z.literal(1),
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  title: localText,
  /** West, south, east, north; all 0 where no feature has a place (a list of stations): such a city is listed and searched, not drawn. */
  extent: z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)]),
  /** Lowest and highest point of what is drawn, metres in the city's vertical datum. */
  heights: z.tuple([z.number(), z.number()]),
  /** Height of the ground in that datum where there is no terrain: the scene lowers the city by it to stand on the ellipsoid. */
  ground: z.number(),
  /** Count by feature kind. */
  features: z.record(z.string(), z.int()),
  triangles: z.int(),
  tiles: z.int(),
  quarantined: z.int(),
  notices: z.array(z.object({ code: z.string(), count: z.int(), example: z.string(), quarantined: z.boolean() })),
  attributes: z.array(attributeSchema),
  sources: z.array(sourceSchema),
  /** Parts of the package; a part which the city lacks is absent. */
  parts: z.object({
    /** 3D Tiles 1.1 of all solid things. */
    tiles: z.optional(z.string()),
    /** 3D Tiles 1.1 of trees, instanced. */
    trees: z.optional(z.string()),
    /** GeoParquet: one row a feature, in the order of the rows that tiles refer to. */
    features: z.string(),
    /** Column bundle: where each feature is (extent, point, heights), by row. */
    index: z.optional(z.string()),
    /** Column bundle: roads, water and green as they lie on the ground. */
    ground: z.optional(z.string()),
    /** Column bundle: nodes and links of the street network. */
    network: z.optional(z.string()),
    /** GeoTIFF, heights in metres on a WGS84 grid. */
    terrain: z.optional(z.string()),
  }),
  /** Every file but the manifest. */
  files: z.array(fileSchema),
})

export type CityManifest = z.infer<typeof manifestSchema>
export type LocalText = z.infer<typeof localText>

/** Whether anything of a city is anywhere. */
export const hasPlace = ({ extent }: Pick<CityManifest, 'extent'>): boolean => extent.some(side => side !== 0)

/** Whether a text is a manifest of ours, be it valid or not; CityJSON files can be called `city.json` too. */
export function isManifest(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && 'format' in json && json.format === 'huijing-city'
  } catch {
    return false
  }
}
