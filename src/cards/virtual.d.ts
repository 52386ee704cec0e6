/** The compiled rules as the annotator needs them; made by scripts/vite-rules.ts from rules/. */
declare module 'virtual:bianbai/engine' {
  const rules: unknown
  export default rules
  /** By card id: what the hover card says, and the claim in one sentence. */
  export const cards: Record<string, { short: string; title: string }>
}

/** Card texts and sources, for the panel and the options page only. */
declare module 'virtual:bianbai/texts' {
  const texts: unknown
  export default texts
}
