import { defineConfig } from 'vite'
import { cesiumFiles } from '../scripts/vite-cesium.ts'

const page = (name: string) => new URL(`./pages/${name}.html`, import.meta.url).pathname

export default defineConfig({
  root: new URL('./pages/', import.meta.url).pathname,
  base: './',
  plugins: [cesiumFiles()],
  worker: { format: 'es' },
  build: {
    // Relative to the root: Cesium's files are copied beside it.
    outDir: '../../.cache/bench/pages',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 6000,
    rollupOptions: { input: ['deck', 'maplibre', 'cesium', 'three', 'ours', 'empty'].map(page) },
  },
})
