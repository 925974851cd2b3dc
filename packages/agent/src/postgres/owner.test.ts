import { expect, test } from 'vitest'
import { parseAccounts } from './owner.ts'

test.for([
  ['an ordinary account', 'postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash', ['postgres']],
  ['root, which PostgreSQL refuses', 'root:x:0:0:root:/root:/bin/bash', []],
  ['root under another name', 'toor:x:0:0::/root:/bin/sh', []],
  ['a negative number', 'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false', []],
  ['a comment, an empty line and a torn line', '# users\n\npostgres:x', []],
] as const)('of /etc/passwd: %s', ([, text, names]) => {
  expect(parseAccounts(text).map(({ name }) => name)).toEqual(names)
})
