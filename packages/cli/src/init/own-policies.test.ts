import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadPolicy } from '../../../policy/src/index.ts'
import { ownPolicies } from './own-policies.ts'

const example = /^\/\/ @id[^;]*;$/m

/** Starts the policies with this as the operator's file, and says what would stop the gateway. */
async function problemsOf(text: string): Promise<readonly string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-policies-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(join(dir, 'own.cedar'), text)
  const loaded = await loadPolicy({ dir, sources: [], isProtected: () => false, broken: () => {} })
  return loaded.ok ? [] : loaded.problems
}

test('the first policy file loads as it is written, and says nothing', async () => {
  expect(await problemsOf(ownPolicies)).toEqual([])
  expect(ownPolicies.replaceAll(/^\/\/.*$/gm, '').trim()).toBe('')
})

test('with the marks taken out, its example is a policy whose examples hold', async () => {
  const taken = ownPolicies.replace(example, (lines) => lines.replaceAll(/^\/\/ ?/gm, ''))
  expect(taken).toContain('\n@id("checkout-auto")\n')
  expect(await problemsOf(taken)).toEqual([])
  expect(await problemsOf(taken.replace('== "checkout"', '== "web"'))).toHaveLength(3)
})
