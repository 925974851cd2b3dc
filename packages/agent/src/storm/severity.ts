const ranks: Readonly<Record<string, number>> = { critical: 0, warning: 1, info: 3 }
/** A word of a monitor's own says little; it lies between a warning and an information. */
const otherwise = 2

/** How bad the worst of several severities is: 0 is the worst. */
export const worstRank = (severities: readonly string[]): number =>
  severities.length === 0 ? otherwise : Math.min(...severities.map((severity) => ranks[severity] ?? otherwise))
