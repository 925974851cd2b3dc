import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, indexed, local, operator, world } from '../test/world.ts'
import { EngineName, genesis, TargetName } from '@devops-ai/contract'
import { aim } from './aim.ts'
import { asking } from '../test/requests.ts'
import { askedOf } from './gateway.ts'
import { type Known, targetOf, type Wanted } from '@devops-ai/engine'

const far = EngineName.parse('far')
const project = { project: 'shop' }
const containers = [
  indexed('shop-web-1', '1', { service: 'web', aliases: ['frontend'], ...project }),
  indexed('shop-api-1', '2', { service: 'api', ...project }),
  indexed('shop-api-2', '3', { service: 'api', ...project }),
  indexed('shop-web-run-9', '4', { service: 'web', oneOff: true, ...project }),
  indexed('222222222222', '5'),
  indexed('shop-web-1', '6', { engine: far, service: 'other' }),
]
const known: Known = {
  containers,
  engines: [
    { name: local, known: true },
    { name: far, known: true },
  ],
  aliases: new Map([
    ['store', 'shop-api-1'],
    ['front', 'web'],
  ]),
}

/** What a name stands for where one container is wanted. */
async function resolve(wanted: Wanted, known: Known) {
  const { deps } = world()
  const question = { source: operator, request: asking('check if it is healthy'), id: deps.mintId(), hash: genesis }
  const asked = {
    ...askedOf(deps, question, { kind: 'container.health' }),
    ...wanted,
    name: TargetName.parse(wanted.name),
  }
  const aiming = (await aim({ ...deps, engines: new Map() }, asked, known)) ?? expect.fail()
  return aiming.ok ? { ok: true, target: targetOf(aiming.aimed.subjects[0]) } : aiming
}

test.for([
  ['a Compose service', 'web', '1'],
  ['an alias of its network', 'frontend', '1'],
  ['an alias of the configuration', 'store', '2'],
  ['an alias that stands for a service', 'front', '1'],
  ['a full id', '3'.repeat(64), '3'],
  ['a name that looks like the short id of another', '222222222222', '5'],
] as const)('%s means one container', async ([, name, digit]) => {
  expect(await resolve({ name, engine: null }, known)).toMatchObject({ ok: true, target: { id: idOf(digit) } })
})

test.for([
  ['a service with two replicas is ambiguous', 'api', null, 'ambiguous_target'],
  ['the same name on two engines is ambiguous', 'shop-web-1', null, 'ambiguous_target'],
  ['a one-off container is not a target', 'shop-web-run-9', null, 'unknown_target'],
  ['a one-off container is none by its id either', '4'.repeat(64), null, 'unknown_target'],
  ['a short id is not a name', '2'.repeat(13), null, 'unknown_target'],
  ['a name on another engine is not found here', 'api', far, 'unknown_target'],
  ['an engine that is not configured has no targets', 'web', EngineName.parse('elsewhere'), 'unknown_target'],
] as const)('%s', async ([, name, engine, code]) => {
  expect(await resolve({ name, engine }, known)).toMatchObject({ ok: false, code })
})

test('candidates are named, and a mistyped name gets the nearest ones', async () => {
  expect(await resolve({ name: 'api', engine: null }, known)).toMatchObject({
    candidates: [expect.stringContaining('shop-api-1'), expect.stringContaining('shop-api-2')],
  })
  expect(await resolve({ name: 'shop-wbe-1', engine: null }, known)).toMatchObject({
    nearest: expect.arrayContaining(['shop-web-1']),
  })
})

test('an engine that says where to look makes the name mean one', async () => {
  expect(await resolve({ name: 'shop-web-1', engine: far }, known)).toMatchObject({
    ok: true,
    target: { id: idOf('6') },
  })
})

test('while an engine is silent, nobody says that a name does not exist', async () => {
  const deaf = {
    ...known,
    engines: [
      { name: local, known: true },
      { name: far, known: false },
    ],
  }
  expect(await resolve({ name: 'nobody', engine: null }, deaf)).toMatchObject({
    code: 'engine_unavailable',
    retryAfterSeconds: 5,
  })
  expect(await resolve({ name: 'nobody', engine: local }, deaf)).toMatchObject({ code: 'unknown_target' })
})

test('one more container never makes a name mean another container', async () => {
  const names = fc.constantFrom('web', 'api', 'shop-web-1', 'frontend', '222222222222')
  await fc.assert(
    fc.asyncProperty(names, names, names, async (wanted, name, alias) => {
      const before = await resolve({ name: wanted, engine: local }, known)
      const impostor = indexed(name, '9', { service: alias, aliases: [alias] })
      const after = await resolve({ name: wanted, engine: local }, { ...known, containers: [impostor, ...containers] })
      if ('target' in before && 'target' in after) expect(after.target).toEqual(before.target)
    }),
  )
})
