import type { Decision } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { containerOf } from './testing/questions.ts'

const none = containerOf({})
const deny = (...policies: string[]): Decision => ({ verdict: 'deny', policies })

const approve: Decision = { verdict: 'approve', policies: ['autonomy-approve'] }

test.for([
  ['silence', deny('deny-by-default'), none, /checkout-1 is observed only.*devops-ai\.autonomy=auto/],
  [
    'a mistyped label',
    deny('deny-by-default'),
    containerOf({ 'devops-ai.autonomy': 'Auto!' }),
    /devops-ai\.autonomy=Auto! is not one of observe, suggest, approve, auto/,
  ],
  [
    'a label of the image',
    deny('deny-by-default'),
    containerOf({}, { labels: { 'devops-ai.autonomy': 'auto' } }),
    /comes from its image/,
  ],
  [
    'a level that is too low',
    deny('deny-by-default'),
    containerOf({ 'devops-ai.autonomy': 'suggest' }),
    /level suggest.*dry runs/,
  ],
  ['protection', deny('protected'), none, /is protected.*Nothing can allow/],
  ['data loss', deny('no-data-loss'), none, /lose data.*by hand/],
  ['a broken policy', deny('policy-error', 'mine'), none, /could not be evaluated.*policy-error, mine/],
  ["an operator's policy", deny('office-hours'), none, /checkout-1: forbidden by policy office-hours/],
  ['an approval', approve, none, /needs a person's approval.*devops-ai\.autonomy=auto/],
] as const)('a refusal because of %s says what it takes', ([, decision, target, sentence]) => {
  expect(explain(decision, target)).toMatch(sentence)
})
