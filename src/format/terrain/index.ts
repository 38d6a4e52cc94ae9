export { parseQuantizedMesh, toGeographic } from './quantizedMesh.ts'
export { toTerrariumGrid } from './terrarium.ts'
export { findTile, tileExtent } from './tiling.ts'
