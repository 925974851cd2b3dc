/** Longer ones are not kept: the monitor that made the alert knows it by the alert's name. */
const mostExpression = 4_000

/** The expression in the link that Prometheus sends with an alert; null where there is none. The link is never followed. */
export function expressionOf(generatorUrl: string): string | null {
  if (!URL.canParse(generatorUrl)) return null
  const expression = new URL(generatorUrl).searchParams.get('g0.expr')?.toWellFormed().replaceAll('\0', '') ?? ''
  return expression === '' || expression.length > mostExpression ? null : expression
}
