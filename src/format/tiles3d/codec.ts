import { MeshoptDecoder } from 'meshoptimizer/decoder'
import { MeshoptEncoder } from 'meshoptimizer/encoder'

/** Resolves once the meshopt encoder and decoder can be called; await it once before writing compressed or reading GLBs. */
export async function tilesReady(): Promise<void> {
  await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready])
}

export { MeshoptDecoder, MeshoptEncoder }
