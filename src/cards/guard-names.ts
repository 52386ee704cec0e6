/** Guards that context can raise against a match, in the order they are tested. See src/analysis/guards.ts. */
export const guardNames = [
  'negated',
  'asked',
  'hedged',
  'wished',
  'attributed',
  'debunked',
  'myth',
  'regulated',
  'other-disease',
] as const
export type GuardName = (typeof guardNames)[number]
