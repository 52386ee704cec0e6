/** The compiled rules as the annotator needs them; made by scripts/vite-rules.ts from rules/. */
declare module 'virtual:bianbai/engine' {
  const rules: import('./compiled').Rules
  export default rules
}

/** Card texts and sources, for the panel and the options page only. */
declare module 'virtual:bianbai/texts' {
  const texts: import('./texts').Texts
  export default texts
}
