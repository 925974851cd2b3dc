/** A secret that must never be seen outside, and where it was put. */
export interface Canary {
  readonly where: 'environment' | 'log' | 'label' | 'command line' | 'health output'
  readonly is: string
  readonly value: string
}

/** Characters of one test run, so that no canary is known from somewhere else; the same for the same seed. */
function made(seed: string, length: number, alphabet: string): string {
  let state = Array.from(seed).reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5)
  return Array.from({ length }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39
    return alphabet.charAt((state >>> 8) % alphabet.length)
  }).join('')
}

const letters = 'abcdefghijkmnpqrstuvwxyz'
const mixed = `${letters}ABCDEFGHJKLMNPQRSTUVWXYZ23456789`
const digits = '0123456789'

/** Fifty of them, as people and their tools really have them. */
export function canaries(run: string) {
  const some = (is: string, length: number, alphabet = mixed): string => made(`${run} ${is}`, length, alphabet)
  const pass = (is: string): string => `${some(is, 5, letters)}-${some(`${is}!`, 6)}7!`

  const environment = {
    DB_PASSWORD: pass('db'),
    POSTGRES_PASSWORD: `${some('pg', 10)}&=+/ %${some('pg2', 4)}9`,
    MYSQL_ROOT_PASSWORD: some('mysql', 8, letters) + some('mysql', 3, digits),
    API_KEY: some('api', 32),
    STRIPE_KEY: `prod${some('stripe', 20)}4`,
    JWT_SECRET: some('jwt', 48),
    SESSION_SECRET: `${some('session', 6, letters)} ${some('session2', 6)} 4${some('session3', 5, letters)}`,
    AWS_SECRET_ACCESS_KEY: some('aws', 40, `${mixed}/+`),
    GITHUB_TOKEN: `ghp_${some('gh', 36)}`,
    OPENAI_API_KEY: `sk-proj-${some('oa', 40)}`,
    SMTP_PASS: `grün-${some('smtp', 8)}3`,
    REDIS_AUTH: some('redis', 16),
    BOOTSTRAP: some('bootstrap', 12) + '4cT9xR2mQ8vB',
  }
  const inUrls = { DATABASE_URL: some('dburl', 12), BROKER_URL: pass('broker'), MAIL_DSN: some('maildsn', 10) + '5' }
  const log = {
    'a variable': pass('log var'),
    'a field of JSON': some('log json', 24),
    'a bearer token': some('log bearer', 40),
    'a cookie': some('log cookie', 32),
    'a token web': `eyJ${some('jw1', 20)}.eyJ${some('jw2', 30)}.${some('jw3', 43)}`,
    'an AWS id': `AKIA${some('akia', 16, 'ABCDEFGHIJKLMNOP')}`,
    'a password in a URL': some('log url', 14),
    'a Slack token': `xoxb-${some('slack', 12, digits)}-${some('slack2', 24)}`,
    'a key of a header': some('log header', 24),
    'a line of a private key': some('pem', 64),
    'an option': some('log option', 12),
    'basic credentials': Buffer.from(`ada:${some('basic', 12)}`).toString('base64'),
  }
  const label = {
    'com.example.db-password': pass('label pw'),
    'com.example.api.token': some('label token', 24),
    'backup.secret': some('label secret', 20),
    'vendor.access_key': some('label access', 20),
    'queue.url': some('label url', 12),
    'traefik.http.middlewares.auth.basicauth.users': `$apr1$${some('apr', 8)}$${some('apr2', 22)}`,
    note: some('label note', 12) + 'Z8kLm3Xw9Qr7',
  }
  const command = {
    '--password=': pass('cmd pw'),
    '--token': some('cmd token', 24),
    'an assignment': some('cmd assign', 14),
    'a user of curl': some('cmd curl', 12),
    'a client of Redis': some('cmd redis', 14),
    'a client of MySQL': some('cmd mysql', 14),
    'a header': some('cmd header', 24),
    'a connection string': some('cmd dsn', 12),
  }
  const health = {
    'a variable': some('health var', 16),
    'a field of JSON': some('health json', 24),
    'a header of its command': some('health header', 24),
    'a password in a URL': some('health url', 12),
    'a bearer token': some('health bearer', 32),
    'a client of Redis': some('health redis', 14),
    'a GitLab token': `glpat-${some('glpat', 20)}`,
  }
  const all: readonly Canary[] = [
    ...of('environment', { ...environment, ...inUrls }),
    ...of('log', log),
    ...of('label', label),
    ...of('command line', command),
    ...of('health output', health),
  ]
  return { environment, inUrls, log, label, command, health, all }
}

export type Planted = ReturnType<typeof canaries>

const of = (where: Canary['where'], values: Readonly<Record<string, string>>): readonly Canary[] =>
  Object.entries(values).map(([is, value]) => ({ where, is, value }))
