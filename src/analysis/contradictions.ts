import type { Finding, Place } from './types'

/** A claim that the page denies. */
export interface Denial extends Place {
  rule: string
}

/** Joins what a page asserts in one place to where it denies the same proposition: the first denial, for each finding. */
export function pairContradictions(findings: readonly Finding[], denials: readonly Denial[]) {
  const byRule = new Map<string, Place>()
  for (const denial of denials) if (!byRule.has(denial.rule)) byRule.set(denial.rule, denial)
  for (const finding of findings) {
    // Which proposition a guess that wavers asserts is not known.
    const denial = finding.alternatives ? undefined : byRule.get(finding.rule)
    if (!denial) {
      // Findings are kept from one look at a page to the next.
      if (finding.contradictedBy) delete finding.contradictedBy
      continue
    }
    const { block, start, end, quote } = denial
    const known = finding.contradictedBy
    if (known?.block !== block || known.start !== start || known.end !== end || known.quote !== quote)
      finding.contradictedBy = { block, start, end, quote }
  }
}
