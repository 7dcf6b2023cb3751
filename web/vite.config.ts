// Builds the page into web/dist: plain files, to be served from the root of an address, because pages of offices have addresses of
// their own below it.
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The page carries its own policy, so that it asks nobody else for anything, whoever serves it. Not in development: Vite's client is an inline script. */
const policy: Plugin = {
  name: 'policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content:
          "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:",
      },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), policy],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1500, // MapLibre is one module of about 1 MB
    rollupOptions: {
      output: {
        manualChunks: (id: string) =>
          id.includes('maplibre-gl')
            ? 'maplibre'
            : /node_modules\/(antd|@ant-design|@rc-component|rc-)/.test(id)
              ? 'antd'
              : undefined,
      },
    },
  },
})
