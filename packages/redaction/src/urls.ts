import { mask } from './mask.ts'

// The password may hold an @; only for databases and brokers, whose URLs people write by hand, also a slash.
const withPassword = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s/?#@"'<>:]{0,255}):([^\s/?#"'<>]{1,1024})@/gi
const ofDatabase =
  /(?<![a-z0-9+.-])((?:postgres|postgresql|mysql|mariadb|mongodb|redis|rediss|amqp|amqps|mssql|clickhouse|nats|kafka|ldaps?)(?:\+[a-z0-9]{1,16})?:\/\/)([^\s/?#@"'<>:]{0,255}):([^\s"'<>]{1,1024})@/gi
const withToken = /(?<![a-z0-9+.-])(https?:\/\/)([^\s/?#@"'<>:]{16,512})@/gi

/** Masks the password of `scheme://user:password@host`, and a long token in the user's place. */
export const maskUrls = (text: string): string => (text.includes('://') && text.includes('@') ? masked(text) : text)

const masked = (text: string): string =>
  text
    .replaceAll(ofDatabase, `$1$2:${mask}@`)
    .replaceAll(withPassword, `$1$2:${mask}@`)
    .replaceAll(withToken, `$1${mask}@`)
