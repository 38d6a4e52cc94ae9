import { createTransform, type Transform } from '#math/geodesy/crs.ts'
import { findImplausible } from '#math/geodesy/plausible.ts'
import type { FeatureSet } from '#model/city/feature.ts'
import { DataError } from '#model/exchange/error.ts'
import { coordinatesOf } from './columns.ts'

/** Every how many vertices one is taken as a sample; at most this many of a set. */
const sampleSize = 512

/** The CRS by name; throws `crs-unknown`. */
export function findTransform(crs: string, file: string): Transform {
  try {
    return createTransform(crs)
  } catch {
    throw new DataError('crs-unknown', `the coordinate reference system ${crs} is not known here.`, {
      file,
      cure: 'Transform the data to EPSG:4326 before, or choose a system that fits with --crs EPSG:N.',
    })
  }
}

/** Throws `crs-missing` or `crs-implausible` where the set's coordinates cannot be in the CRS. */
export function requirePlausible(set: FeatureSet, crs: string | undefined, file: string): void {
  const columns = coordinatesOf(set.geometry)
  if (!columns) return
  const { coordinates, stride } = columns
  const vertices = coordinates.length / stride
  const step = Math.max(1, Math.ceil(vertices / sampleSize))
  const sample: number[] = []
  for (let v = 0; v < vertices; v += step) sample.push(coordinates[v * stride], coordinates[v * stride + 1])
  const found = findImplausible(sample, crs)
  if (found) throw new DataError(found.code, found.message, { file, cure: found.cure })
}

/** Turns x and y of all geometries of a set into longitude and latitude, in place. Heights stay. */
export function transformSet(set: FeatureSet, transform: Transform): void {
  if (transform.identity) return
  for (const geometry of [set.geometry, ...(set.otherLods ?? [])]) {
    const columns = coordinatesOf(geometry)
    if (columns) transformCoordinates(columns.coordinates, columns.stride, transform)
  }
}

function transformCoordinates(coordinates: Float64Array, stride: number, transform: Transform): void {
  for (let i = 0; i + 1 < coordinates.length; i += stride) {
    const x = coordinates[i]
    const y = coordinates[i + 1]
    // proj4 throws on what is not finite; such features are put aside by the check that follows.
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    const [lon, lat] = transform.toWgs84(x, y)
    coordinates[i] = lon
    coordinates[i + 1] = lat
  }
}
