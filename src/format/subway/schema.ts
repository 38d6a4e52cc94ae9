import { z } from 'zod/mini'

/**
 * The JSON5 files of Beijing-Subway-Tools: one a line, one of transfers, and maps. Only what is read of them; the rest may be anything.
 * https://github.com/Mick235711/Beijing-Subway-Tools
 */

const station = z.object({
  name: z.string(),
  /** Metres from the station before; of a loop's first station, from the last. */
  dist: z.optional(z.number()),
  aliases: z.optional(z.array(z.string())),
  index: z.optional(z.string()),
})

export const lineSchema = z.object({
  name: z.string(),
  color: z.optional(z.string()),
  badge: z.optional(z.string()),
  aliases: z.optional(z.array(z.string())),
  carriage_num: z.number(),
  carriage_type: z.string(),
  /** km/h. */
  design_speed: z.number(),
  loop: z.optional(z.boolean()),
  stations: z.optional(z.array(station)),
  station_names: z.optional(z.array(z.string())),
  station_dists: z.optional(z.array(z.number())),
  station_alias: z.optional(z.record(z.string(), z.array(z.string()))),
  train_routes: z.record(z.string(), z.unknown()),
})

export const transferSchema = z.object({
  from: z.string(),
  to: z.string(),
  minutes: z.number(),
  /** Metres. */
  distance: z.optional(z.number()),
  stairs: z.optional(z.number()),
})

export const metadataSchema = z.object({
  city_name: z.string(),
  city_aliases: z.optional(z.array(z.string())),
  transfers: z.record(z.string(), z.array(transferSchema)),
  virtual_transfers: z.optional(z.array(z.object({ from_station: z.string(), to_station: z.string() }))),
})

export const mapSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** Pixels of the map, from its upper left corner. */
  coordinates: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
})

export type SubwayLine = z.infer<typeof lineSchema>
export type SubwayStation = z.infer<typeof station>
export type SubwayMetadata = z.infer<typeof metadataSchema>
export type SubwayMap = z.infer<typeof mapSchema>
