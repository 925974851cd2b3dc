import { afterAll, expect, inject, test } from 'vitest'
import { pointNames, points } from '../../test/crash/points.ts'
import { undergo } from '../../test/crash/ordeal.ts'
import { siteOn } from '../../test/crash/site.ts'

const site = await siteOn(inject('engineSocket'), `kills-${process.pid}`)
afterAll(() => site[Symbol.asyncDispose]())

const sentences = pointNames.map((at) => [`${points[at].state}: killed when ${points[at].moment}`, at] as const)
const timeoutMs = 240_000

test.concurrent.for(sentences)(
  '%s, it is restarted once and the outcome is known',
  { timeout: timeoutMs },
  async ([, at]) => {
    // The next gateway is there while the engine is still stopping it, where it was begun.
    const stopSeconds = points[at].state === 'G4' ? 10 : 1
    const ordeal = { name: at.replaceAll(' ', '-'), deaths: [{ at, nth: 1 }], stopSeconds }
    const { deaths, violations } = await undergo(site, ordeal)
    expect(violations).toEqual([])
    expect(deaths).toHaveLength(1)
  },
)
