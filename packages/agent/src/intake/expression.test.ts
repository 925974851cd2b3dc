import { expect, test } from 'vitest'
import { expressionOf } from './expression.ts'

test.for([
  ['the link of Prometheus', 'http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1', 'up == 0'],
  ['a link of another monitor', 'http://grafana/alerting/grafana/abc/view', null],
  ['no link', '', null],
  ['what is no link', 'prometheus', null],
  ['an expression without end', `http://prometheus/graph?g0.expr=${'a'.repeat(4_001)}`, null],
] as const)('%s', ([, url, expression]) => {
  expect(expressionOf(url)).toBe(expression)
})
