import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where a console runs whose answers `vite` passes on while pages are written: `CONSOLE_URL=http://127.0.0.1:3100 npx vite`. */
const console = process.env.CONSOLE_URL ?? 'http://127.0.0.1:3100'

/** What a browser loads before the first screen, compressed: no more than this. */
const BUDGET_KB = 350

/** Says how large the first load is, and breaks the build above the budget. */
function firstLoad() {
  return {
    name: 'first-load',
    writeBundle(_, bundle) {
      const needed = new Set()
      const need = (name) => {
        if (needed.has(name)) return
        needed.add(name)
        const { imports = [], viteMetadata } = bundle[name] ?? {}
        for (const each of [...imports, ...(viteMetadata?.importedCss ?? [])]) need(each)
      }
      for (const { fileName, isEntry } of Object.values(bundle)) if (isEntry) need(fileName)
      const bytes = [...needed].map((name) => gzipSync(bundle[name].code ?? bundle[name].source).length)
      const kilobytes = Math.ceil(bytes.reduce((total, each) => total + each, 0) / 1024)
      this.info(`first load: ${kilobytes} KB gzip of ${BUDGET_KB}`)
      if (kilobytes > BUDGET_KB) this.error('The first load is over its budget: load heavy parts with the screen that needs them')
    },
  }
}

export default defineConfig({
  base: '/',
  plugins: [react(), firstLoad()],
  // The console puts the nonce of each answer in its place: styles are made as the page runs, and no others are allowed.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // light-dark() stays: the theme switches it by color-scheme.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    // A font or picture within a style would be an address that the page's policy does not allow.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: BUDGET_KB * 4,
  },
  server: { proxy: { '/api': { target: console, changeOrigin: true, headers: { origin: console } } } },
})
