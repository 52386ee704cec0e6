/** The compiled rules as the analysis needs them; made by scripts/vite-rules.ts from rules/. */
declare module 'virtual:bianbai/engine' {
  const rules: import('./packed').PackedRules
  export default rules
}

/** Sentences of the kind that is read: the examples of the cards. */
declare module 'virtual:bianbai/rehearsal' {
  const sentences: string[]
  export default sentences
}

/** The correction that the in-page card shows, by card. */
declare module 'virtual:bianbai/shorts' {
  const shorts: Record<string, string>
  export default shorts
}

/** Card texts and sources, for the panel and the options page only. */
declare module 'virtual:bianbai/texts' {
  const texts: import('./texts').Texts
  export default texts
}
