import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { type Plugin, build as viteBuild } from 'vite'
import { defineConfig } from 'wxt'
import { rulesPlugin } from './scripts/vite-rules'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Without this Vite inlines the 4 MB dictionary a second time; the worker passes the address itself. */
const jiebaNoAsset = (): Plugin => ({
  name: 'jieba-no-asset',
  enforce: 'pre',
  transform(code, id) {
    if (!/jieba_rs_wasm\.js(\?|$)/.test(id)) return
    return {
      code: code.replace("new URL('jieba_rs_wasm_bg.wasm', import.meta.url)", 'undefined'),
      map: null,
    }
  },
})

/** WXT wraps scripts in code that reports their crashes; the gate, which runs in every page, has no room for it. */
const bareGate = (): Plugin => ({
  name: 'bare-gate',
  enforce: 'pre',
  transform(code, id) {
    if (!/wxt-unlisted-script-entrypoint\?.*\/gate\.ts$/.test(id)) return
    const [start] = /^import definition from .*$/m.exec(code) ?? []
    if (!start) throw new Error('wxt builds scripts in another way now: see bareGate in wxt.config.ts')
    return { code: `${start}\nexport default definition.main()`, map: null }
  },
})

const pages = ['http://*/*', 'https://*/*']

/**
 * WXT builds scripts as IIFEs and inlines what they import; these must be modules of their own so that the gate can
 * import the annotator, and the annotator the card, only where they are needed.
 */
async function buildModule(name: 'annotator' | 'card', browser: string): Promise<string> {
  const out = await viteBuild({
    configFile: false,
    logLevel: 'warn',
    root: here('.'),
    publicDir: false,
    plugins: [preact(), rulesPlugin()],
    define: {
      'import.meta.env.BROWSER': JSON.stringify(browser),
      'process.env.NODE_ENV': JSON.stringify('production'),
    },
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: here(`./src/page/${name}.ts`), formats: ['es'], fileName: () => `${name}.js` },
      // Vite leaves white space in modules of libraries unless it is told.
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  })
  const bundle = (Array.isArray(out) ? out[0] : out) as { output: { code?: string; moduleIds?: string[] }[] }
  const { code, moduleIds } = bundle.output[0] ?? {}
  // The schema of the cards is for the build: with it every page would load a hundred kilobytes more.
  if (moduleIds?.some((id) => /\/node_modules\/zod\//.test(id)))
    throw new Error(
      `${name}.ts imports zod: pages must not load it (is src/cards/schema.ts imported for a value?)`,
    )
  if (!code) throw new Error(`the build of ${name}.ts gave no code`)
  return code
}

export default defineConfig({
  imports: false,
  vite: () => ({ plugins: [preact(), jiebaNoAsset(), bareGate(), rulesPlugin()] as never }),
  zip: { excludeSources: ['*.log', '.output/**', 'tests/eval/**'] },
  manifest: ({ browser }) => ({
    name: '__MSG_appName__',
    description: '__MSG_appDescription__',
    default_locale: 'zh_CN',
    permissions: [
      'storage',
      'contextMenus',
      'activeTab',
      ...(browser === 'firefox' ? [] : ['sidePanel', 'offscreen']),
    ],
    action: { default_title: '__MSG_appName__' },
    commands: {
      'toggle-panel': {
        suggested_key: { default: 'Alt+Shift+B' },
        description: '__MSG_commandTogglePanel__',
      },
      'next-finding': {
        suggested_key: { default: 'Alt+Shift+N' },
        description: '__MSG_commandNextFinding__',
      },
      'previous-finding': {
        suggested_key: { default: 'Alt+Shift+P' },
        description: '__MSG_commandPreviousFinding__',
      },
      'report-missed': {
        suggested_key: { default: 'Alt+Shift+M' },
        description: '__MSG_commandReportMissed__',
      },
    },
    content_scripts: [
      {
        js: ['gate.js'],
        matches: pages,
        all_frames: true,
        match_origin_as_fallback: true,
        run_at: 'document_idle',
      },
    ],
    web_accessible_resources: [
      {
        resources: ['annotator.js', 'card.js'],
        matches: pages,
        // Chrome then changes the address with every start, so that pages cannot probe for the extension.
        ...(browser === 'firefox' ? {} : { use_dynamic_url: true }),
      },
    ],
    content_security_policy: {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'bianbai@example.org',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '128' }),
  }),
  hooks: {
    // WXT writes sidebar_action itself and drops what the manifest function says of it.
    'build:manifestGenerated': (_, manifest) => {
      if (manifest.sidebar_action) Object.assign(manifest.sidebar_action, { open_at_install: false })
    },
    'build:publicAssets': async (wxt, files) => {
      files.push({
        absoluteSrc: here('./node_modules/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm'),
        relativeDest: 'jieba_rs_wasm_bg.wasm',
      })
      for (const name of ['annotator', 'card'] as const)
        files.push({ contents: await buildModule(name, wxt.config.browser), relativeDest: `${name}.js` })
      files.push({ absoluteSrc: here('./src/reader/model.json'), relativeDest: 'reader.json' })
      files.push({ absoluteSrc: here('./src/reader/network.json'), relativeDest: 'network.json' })
    },
  },
})
