import { IncidentId, type TargetInfo } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { info } from '../evidence/testing/samples.ts'
import { groupsOf, type Candidate } from './groups.ts'
import { joining } from './join.ts'

const container = (name: string, number: string, more: Partial<TargetInfo> = {}): TargetInfo =>
  info(`shop-${name}-${number}`, number, { service: name, project: 'shop', aliases: [], ...more })

const db = container('db', '1')
const api = container('api', '2', { depends_on: ['db'] })
const web = container('web', '3', { depends_on: ['api'] })
const webToo = container('web', '4', { depends_on: ['api'] })
const sidecar = info('sidecar', '5', { service: null, project: null, network_of: db.id })
const alone = container('mail', '6')
const elsewhere = container('db', '7', { project: 'other' })
const circle = [container('a', '8', { depends_on: ['b'] }), container('b', '9', { depends_on: ['a'] })]
const world = [db, api, web, webToo, sidecar, alone, elsewhere, ...circle]

const idOfIncident = (target: TargetInfo): IncidentId =>
  IncidentId.parse(`00000000-0000-4000-8000-00000000000${target.id.at(-1)}`)

const on = (target: TargetInfo, second: number, more: Partial<Candidate> = {}): Candidate => ({
  id: idOfIncident(target),
  target: { engine: target.engine, id: target.id, name: target.name, service: target.service, image: target.image },
  openedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
  suspects: [],
  group: null,
  ...more,
})

const told = (candidates: readonly Candidate[]) =>
  groupsOf(candidates, world).map(({ root, members }) => [root.target.name, members.map(({ target }) => target.name)])

test.for<readonly [string, readonly Candidate[], readonly TargetInfo[]]>([
  ['nothing in common is no group', [on(db, 1), on(alone, 2)], []],
  ['one alone is no group', [on(db, 1)], []],
  ['what the other depends on is the root, though it failed later', [on(api, 1), on(db, 2)], [db]],
  ['what lies between them needs no incident', [on(web, 1), on(db, 2)], [db]],
  ['who shares a network depends on its owner', [on(sidecar, 1), on(db, 2)], [db]],
  ['replicas of one service: the earliest is the root', [on(webToo, 1), on(web, 2)], [webToo]],
  ['a service of the same name in another project is another one', [on(db, 1), on(elsewhere, 2)], []],
  [
    'of those that depend on each other the earliest',
    [on(circle[0] ?? db, 2), on(circle[1] ?? db, 1)],
    [circle[1] ?? db],
  ],
  [
    'its own evidence points at another container of its engine',
    [on(alone, 1, { suspects: [db.name] }), on(db, 2)],
    [db],
  ],
])('%s', ([, candidates, expected]) => {
  expect(groupsOf(candidates, world).map(({ root }) => root.target.id)).toEqual(expected.map(({ id }) => id))
})

test('the root of a chain is its end, and all of the chain are members in the order in which they opened', () => {
  expect(told([on(web, 1), on(webToo, 2), on(api, 3), on(db, 4), on(alone, 5)])).toEqual([
    [db.name, [web, webToo, api, db].map(({ name }) => name)],
  ])
})

test('whoever is in a group already and sees nothing new is not told again; a better root is told to all', () => {
  const first = joining([on(web, 1), on(api, 2)], world)
  const grouped = [...first.values()].flatMap((event) => (event.type === 'grouped' ? [event] : []))
  expect(grouped.map(({ root_name, depends }) => [root_name, depends])).toEqual([
    [api.name, true],
    [api.name, false],
  ])
  const [one] = grouped
  const group = one ? { id: one.group, root: one.root, root_name: one.root_name, depends: one.depends } : null
  const known = [on(web, 1, { group }), on(api, 2, { group })]
  expect([...joining([...known, on(webToo, 3)], world).keys()]).toEqual([idOfIncident(webToo)])
  expect([...joining([...known, on(db, 3)], world).keys()].toSorted()).toEqual(
    [db, api, web].map(idOfIncident).toSorted(),
  )
})

test('every incident has one group, every group one root in it, and the order in which they are given changes nothing', () => {
  const anyCandidates = fc
    .subarray(world)
    .chain((some) =>
      fc.tuple(fc.constant(some), fc.array(fc.nat(59), { minLength: some.length, maxLength: some.length })),
    )
    .map(([some, seconds]) => some.map((target, index) => on(target, seconds[index] ?? 0)))
  const shape = (groups: ReturnType<typeof groupsOf>) =>
    groups.map(({ id, root, members }) => [id, root.id, members.map((member) => member.id)])
  fc.assert(
    fc.property(anyCandidates, (candidates) => {
      const groups = groupsOf(candidates, world)
      const all = groups.flatMap(({ members }) => members.map(({ id }) => id))
      expect(new Set(all).size).toBe(all.length)
      for (const { root, members, depends } of groups) {
        expect(members).toContain(root)
        expect(members.length).toBeGreaterThan(1)
        expect(depends(root)).toBe(false)
      }
      expect(shape(groupsOf(candidates.toReversed(), world))).toEqual(shape(groups))
    }),
  )
})
