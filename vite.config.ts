import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { cesiumFiles } from './scripts/vite-cesium.ts'
import { demoCity } from './scripts/vite-demo.ts'

export default defineConfig({
  // Any static host and any folder of it.
  base: './',
  plugins: [react(), cesiumFiles(), demoCity()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    manifest: true,
    // Cesium is over any warning limit; scripts/check-bundle.mjs holds the budgets.
    chunkSizeWarningLimit: 6000,
  },
})
