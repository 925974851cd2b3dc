import type { ContainerSpec } from '@devops-ai/testkit'
import type { Planted } from './planted.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const basic = (text: string): string => `printf '%s\\n' ${quoted(text)}`

/** What a program that is careless with its secrets prints at its start. */
export function logLines({ environment, inUrls, log }: Planted): readonly string[] {
  const known = Object.entries({ ...environment, ...inUrls })
  return [
    'starting, version 1.4.2',
    ...known.map(([name, value]) => `config ${name.toLowerCase().replaceAll('_', '.')} is ${value}`),
    ...known.map(([, value]) => `login as ${base64(`app:${value}`)} and ${Buffer.from(value).toString('base64url')}`),
    ...known.map(
      ([, value]) => `calling /cb?next=${encodeURIComponent(value)}&n=1 (${Buffer.from(value).toString('hex')})`,
    ),
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

/** A container that holds every canary where it belongs. */
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
  const probe = [
    `STATUS_TOKEN=${health['a variable']}`,
    `{"ok":true,"secret":"${health['a field of JSON']}"}`,
    `redis://:${health['a password in a URL']}@cache:6379 answers`,
    `sent Authorization: Bearer ${health['a bearer token']}`,
    `with ${health['a GitLab token']}`,
    `and ${environment.DB_PASSWORD} as ${base64(environment.JWT_SECRET)}`,
  ]
  return {
    cmd: ['sh', '-c', [...logLines(planted).map(basic), 'exec sleep 3600'].join('\n'), ...processes],
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
        `${probe.map(basic).join('; ')}; true`,
        `--header=X-Api-Key: ${health['a header of its command']}`,
        `redis-cli -a ${health['a client of Redis']} ping`,
      ],
      interval: 0.5,
      timeout: 5,
      retries: 1,
    },
  }
}
