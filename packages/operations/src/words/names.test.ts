import { expect, test } from 'vitest'
import { looksLikeName, sameName } from './names.ts'

test.each([
  ['its own name', 'checkout', 'checkout', true],
  ['its own name in capitals', 'Checkout', 'checkout', true],
  ['the first replica of the service', 'checkout-1', 'checkout', true],
  ['the service of a container', 'checkout', 'shop-checkout-1', true],
  ['the container of a service, old style', 'shop_checkout_1', 'checkout', true],
  ['another replica', 'checkout-2', 'checkout-1', false],
  ['one of several replicas', 'checkout-2', 'checkout', false],
  ['the service of any replica', 'checkout', 'shop-checkout-2', true],
  ['a longer name', 'checkout-db', 'checkout', false],
  ['a shorter name', 'check', 'checkout', false],
  ['a longer service', 'shop-checkout-db-1', 'checkout', false],
] as const)('%s', (_, word, target, same) => {
  expect(sameName(word, target)).toBe(same)
})

test.each([
  ['nginx', true],
  ['db-1', true],
  ['my_app.2', true],
  ['bleeding', false],
  ['/etc/passwd', false],
  ['-v', false],
] as const)('%s may be a name: %s', (word, may) => {
  expect(looksLikeName(word)).toBe(may)
})
