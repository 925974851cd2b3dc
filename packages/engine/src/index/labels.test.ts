import { expect, test } from 'vitest'
import { carries, composeOf, dependsOn, ownLabels } from './labels.ts'

const autonomy = 'devops-ai.autonomy'

test.for([
  ["a label of the container's own counts", { [autonomy]: 'auto' }, {}, { [autonomy]: 'auto' }],
  [
    'a label that its image carries does not count',
    { [autonomy]: 'auto', team: 'a' },
    { [autonomy]: 'auto' },
    { team: 'a' },
  ],
  [
    'the same label with another value counts',
    { [autonomy]: 'auto' },
    { [autonomy]: 'observe' },
    { [autonomy]: 'auto' },
  ],
  ['of an image that cannot be read no label of ours counts', { [autonomy]: 'auto', team: 'a' }, null, { team: 'a' }],
] as const)('%s', ([, labels, imageLabels, own]) => {
  expect(ownLabels(labels, imageLabels)).toEqual(own)
})

test.for([
  ['', []],
  ['db', ['db']],
  ['db,cache', ['db', 'cache']],
  ['db:service_healthy:false', ['db']],
  ['db:service_healthy:false,cache:service_started:true', ['db', 'cache']],
  ['db:service_healthy', ['db']],
  [' db , ,db:x', ['db']],
] as const)('depends_on "%s"', ([text, services]) => {
  expect(dependsOn(text)).toEqual(services)
})

test('what Compose wrote, in both spellings of true', () => {
  const labels = { 'com.docker.compose.service': 'api', 'com.docker.compose.project': 'shop' }
  expect(composeOf(labels)).toEqual({
    service: 'api',
    project: 'shop',
    restartsWith: [],
    taskOf: null,
    oneOff: false,
    dependsOn: [],
  })
  expect(composeOf({ 'com.docker.compose.oneoff': 'True' }).oneOff).toBe(true)
  expect(composeOf({ 'com.docker.compose.oneoff': 'False' }).oneOff).toBe(false)
})

test.for([
  ['no narrowing', {}, null, true],
  ['the label and its value', { run: 'a=b' }, 'run=a=b', true],
  ['another value', { run: 'c' }, 'run=a', false],
  ['the label with any value', { run: 'c' }, 'run', true],
  ['a name that every object has', {}, 'constructor', false],
] as const)('narrowed by %s', ([, labels, only, expected]) => {
  expect(carries(labels, only)).toBe(expected)
})

test('of the services that a container depends on, some ask for its restart', () => {
  const labels = { 'com.docker.compose.depends_on': 'db:service_healthy:true,cache:service_started:false,queue' }
  expect(composeOf(labels)).toMatchObject({ dependsOn: ['db', 'cache', 'queue'], restartsWith: ['db'] })
})
