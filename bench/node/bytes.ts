import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readGlb, type TileMesh, tilesReady, writeGlb } from '../../src/format/tiles3d/index.ts'
import type { Table } from '../../src/model/city/table.ts'

/** Bytes of all tiles of a package, as written and as they would be without quantization and compression. */
export interface TileBytes {
  /** Files as they are; the same with an empty property table. */
  files: number
  filesWithoutTable: number
  /** Meshes as float32 positions, uint32 indices and a float32 feature id a vertex. */
  rawMeshes: number
  /** Property tables with their JSON as they are uncompressed. */
  rawTables: number
}

export async function measureBytes(folder: string): Promise<TileBytes> {
  await tilesReady()
  const sum: TileBytes = { files: 0, filesWithoutTable: 0, rawMeshes: 0, rawTables: 0 }
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    if (!name.endsWith('.glb')) continue
    const bytes = new Uint8Array(readFileSync(join(folder, name)))
    const { mesh, table, className } = readGlb(bytes)
    const sizeOf = (of: TileMesh, columns: Table['columns'], compress: boolean) =>
      writeGlb({ mesh: of, table: { rowCount: table.rowCount, columns }, className }, { compress }).length
    sum.files += bytes.length
    sum.filesWithoutTable += bytes.length - (sizeOf(dot, table.columns, true) - sizeOf(dot, [], true))
    sum.rawMeshes += (mesh.positions.length + mesh.indices.length + mesh.featureIds.length) * 4
    sum.rawTables += sizeOf(dot, table.columns, false)
  }
  return sum
}

/** The least mesh, whose own bytes hardly count. */
const dot: TileMesh = {
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]),
  indices: new Uint32Array([0, 1, 2]),
  featureIds: new Uint32Array(3),
}
