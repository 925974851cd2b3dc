import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authority } from '@devops-ai/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { readTlsFiles, type TlsMaterial, type TlsPaths } from './tls-files.ts'

const ca = authority('of a test')
const right: TlsMaterial = { ca: ca.cert, ...ca.issue({ name: 'gateway' }) }

/** The three files in a folder of their own, the key for its owner alone. */
async function files(held: TlsMaterial): Promise<TlsPaths> {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-tls-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const paths = { ca_path: join(dir, 'ca.pem'), cert_path: join(dir, 'cert.pem'), key_path: join(dir, 'key.pem') }
  await writeFile(paths.ca_path, held.ca)
  await writeFile(paths.cert_path, held.cert)
  await writeFile(paths.key_path, held.key, { mode: 0o600 })
  return paths
}

const problems = (paths: TlsPaths): readonly string[] => {
  const loaded = readTlsFiles(paths)
  return loaded.ok ? [] : loaded.problems
}

test('three files that belong together are read', async () => {
  expect(readTlsFiles(await files(right))).toEqual({ ok: true, tls: right })
})

test('a certificate that has expired is read: its engine says so, and the others go on', async () => {
  const expired = ca.issue({ name: 'gateway', until: new Date(0), from: new Date(0) })
  expect(readTlsFiles(await files({ ...right, ...expired })).ok).toBe(true)
})

const encrypted = generateKeyPairSync('ec', {
  namedCurve: 'prime256v1',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
}).privateKey

test.for([
  ['a CA that is no certificate', { ca: 'nonsense' }, [/^ca_path: .*ca\.pem does not hold a certificate in PEM/]],
  ['a key in place of the certificate', { cert: right.key }, [/^cert_path: .* does not hold a certificate/]],
  ['a certificate in place of the key', { key: right.cert }, [/^key_path: .* does not hold a private key/]],
  ['a key with a passphrase', { key: encrypted }, [/^key_path: .* a private key without a passphrase/]],
  [
    'a key of another certificate',
    { key: ca.issue({ name: 'other' }).key },
    [/key .* does not belong to the certificate/],
  ],
  ['everything', { ca: '', cert: '', key: '' }, [/^ca_path/, /^cert_path/, /^key_path/]],
] as const)('%s: said', async ([, wrong, sentences]) => {
  const said = problems(await files({ ...right, ...wrong }))
  expect(said).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
})

test('a key that others may read is refused, with how to mend it', async () => {
  const paths = await files(right)
  await chmod(paths.key_path, 0o640)
  expect(problems(paths)).toEqual([expect.stringMatching(/has mode 640, expected 600: chmod 600 .*key\.pem/)])
})

test('what is not there is said, all of it at once', () => {
  const nowhere = { ca_path: '/nowhere/ca', cert_path: '/nowhere/cert', key_path: '/nowhere/key' }
  expect(problems(nowhere)).toEqual(
    ['ca', 'cert', 'key'].map((name) => expect.stringMatching(`/nowhere/${name} cannot be read: ENOENT`)),
  )
})
