import type { ContainerSpec, ImageFile } from '@devops-ai/testkit'
import { forms } from './forms.ts'
import type { Canary, Planted } from './planted.ts'

/** What a program that is careless with its secrets prints at its start: what names them, then what only encodes them. */
export const inLog = (planted: Planted, told = planted.all) => ({
  named: named(planted),
  encoded: told.flatMap(encoded),
})

function named({ environment, inUrls, label, command, log }: Planted): readonly string[] {
  const known = Object.entries({ ...environment, ...inUrls, ...label, ...command })
  return [
    'starting, version 1.4.2',
    ...known.map(([name, value]) => `config ${name.toLowerCase().replaceAll(/\W+|_/g, '.')} is ${value}`),
    `SMTP_LOGIN_PASSWORD=${log['a variable']}`,
    `{"level":"info","msg":"refreshed","accessToken":"${log['a field of JSON']}"}`,
    `> Authorization: Bearer ${log['a bearer token']}`,
    `< Set-Cookie: sid=${log['a cookie']}; HttpOnly`,
    `verified ${log['a token web']} of ada`,
    `using access key ${log['an AWS id']} in eu-west-1`,
    `connect to amqp://shop:${log['a password in a URL']}@queue:5672/main failed`,
    `posting with ${log['a Slack token']}`,
    `X-Api-Key: ${log['a key of a header']}`,
    '-----BEGIN PRIVATE KEY-----',
    log['a line of a private key'],
    '-----END PRIVATE KEY-----',
    `run backup --passphrase ${log['an option']} --to s3`,
    `> Authorization: Basic ${log['basic credentials']}`,
    'ERROR could not connect to the queue, retry in 5s',
    'ready to take requests on port 8080',
  ]
}

/** One secret in every form but the plain one, as programs trace what they send. */
const encoded = ({ value }: Canary): readonly string[] => [
  `login as ${forms['base64 within other text'](value)} or ${forms.base64(value)}`,
  `jwk k=${forms['base64 for URLs'](value)}`,
  `calling /cb?next=${forms['percent-encoded'](value)}&n=1 (${forms.hex(value)}, ${forms['capitals of hex'](value)})`,
  `signed ${forms['percent-encoded, each byte'](value)}`,
]

/** What its health check prints; an inspect tells 4,096 bytes of it, a look at the health the first 500. */
function probeLines({ environment, health, all }: Planted): readonly string[] {
  const printed = all.filter(({ where }) => where === 'health output')
  return [
    ...printed.map(({ value }) => `sent ${forms.base64(value)}`),
    ...printed.map(({ value }) => `sent ${forms.hex(value)}`),
    `STATUS_TOKEN=${health['a variable']}`,
    `{"ok":true,"secret":"${health['a field of JSON']}"}`,
    `redis://:${health['a password in a URL']}@cache:6379 answers`,
    `sent Authorization: Bearer ${health['a bearer token']}`,
    `with ${health['a GitLab token']}`,
    `and ${environment.DB_PASSWORD} as ${forms.base64(environment.JWT_SECRET)}`,
    ...printed.map(({ value }) => `sent ${forms['percent-encoded, each byte'](value)}`),
  ]
}

/** What it prints stands in files of its image: no command line tells it beforehand. */
export const printedBy = (planted: Planted, told = planted.all): readonly ImageFile[] => {
  const log = inLog(planted, told)
  return [
    { path: 'says/log', text: `${[...log.named, ...log.encoded].join('\n')}\n` },
    { path: 'says/probe', text: `${probeLines(planted).join('\n')}\n` },
  ]
}

/** A container that holds every canary where it belongs, of an image with the files of `printedBy`. */
export function careless(planted: Planted): Pick<ContainerSpec, 'cmd' | 'env' | 'labels' | 'health'> {
  const { environment, inUrls, label, command, health } = planted
  const processes = [
    `--password=${command['--password=']}`,
    `--token ${command['--token']}`,
    `PGPASSWORD=${command['an assignment']} psql`,
    `curl -u ada:${command['a user of curl']} http://x`,
    `redis-cli -h cache -a ${command['a client of Redis']} ping`,
    `mysqladmin -uroot -p${command['a client of MySQL']} status`,
    `-H "Authorization: Bearer ${command['a header']}"`,
    `--dsn=postgres://app:${command['a connection string']}@db/shop`,
  ]
  return {
    cmd: ['sh', '-c', 'cat /says/log; exec sleep 3600', ...processes],
    env: {
      ...environment,
      DATABASE_URL: `postgres://app:${inUrls.DATABASE_URL}@db:5432/shop`,
      BROKER_URL: `amqp://app:${encodeURIComponent(inUrls.BROKER_URL)}@queue:5672`,
      MAIL_DSN: `smtp://post:${inUrls.MAIL_DSN}@mail:25`,
      LOG_LEVEL: 'debug',
    },
    labels: {
      ...label,
      'queue.url': `amqp://shop:${label['queue.url']}@queue`,
      'traefik.http.middlewares.auth.basicauth.users': `ada:${label['traefik.http.middlewares.auth.basicauth.users']}`,
    },
    health: {
      cmd: [
        'sh',
        '-c',
        'cat /says/probe',
        `--header=X-Api-Key: ${health['a header of its command']}`,
        `redis-cli -a ${health['a client of Redis']} ping`,
      ],
      interval: 0.5,
      timeout: 5,
      retries: 1,
    },
  }
}
