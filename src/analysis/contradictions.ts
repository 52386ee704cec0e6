import type { Finding, Place } from './types'

/** Joins what a page asserts in one place to where it denies the same proposition: the first denial, for each finding. */
export function pairContradictions(findings: Finding[], denials: readonly Place[]) {
  const byRule = new Map<string, Place>()
  for (const denial of denials as readonly Finding[])
    if (!byRule.has(denial.rule)) byRule.set(denial.rule, denial)
  for (const finding of findings) {
    const denial = byRule.get(finding.rule)
    if (denial)
      finding.contradictedBy = {
        block: denial.block,
        start: denial.start,
        end: denial.end,
        quote: denial.quote,
      }
  }
}
