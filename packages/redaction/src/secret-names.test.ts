import { expect, test } from 'vitest'
import { isSecretName } from './secret-names.ts'

test.for([
  ...['password', 'DB_PASSWORD', 'dbPassword', 'spring.datasource.password', 'PGPASSWORD', 'mysql_pwd', 'root-passwd'],
  ...[
    'token',
    'authToken',
    '_authToken',
    'X-Auth-Token',
    'SECRET',
    'client_secret',
    'clientSecret',
    'API_KEY',
    'apikey',
  ],
  ...[
    'x-api-key',
    'AWS_SECRET_ACCESS_KEY',
    'private_key',
    'SECRET_KEY_BASE',
    'password_hash',
    'token2',
    'password_old',
  ],
  ...['credentials', 'connectionString', 'passphrase', 'APIKEY1', 'signing-key'],
])('%s names a secret', (name) => {
  expect(isSecretName(name)).toBe(true)
})

test.for([
  ...[
    'secret_santa',
    'token_count',
    'max_tokens',
    'tokens',
    'password_file',
    'primary_key',
    'key',
    'keyboard',
    'compass',
  ],
  ...['tokenizer', 'password_length', 'author', 'user', 'PWD', 'bypass', 'secretary', 'api_key_id', 'public_key'],
])('%s names no secret', (name) => {
  expect(isSecretName(name)).toBe(false)
})
