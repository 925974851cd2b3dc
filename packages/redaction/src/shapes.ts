import { mask } from './mask.ts'

/** A secret that is known by its shape. Every pattern begins at a boundary and is bounded, so that time stays linear. */
interface Shape {
  readonly is: string
  readonly pattern: RegExp
  readonly to: string
}

const shapes: readonly Shape[] = [
  { is: 'JSON web token', pattern: /(?<![\w-])eyJ[\w-]{6,8192}\.[\w-]{4,8192}(?:\.[\w-]{0,8192})?/g, to: mask },
  { is: 'AWS access key id', pattern: /(?<!\w)(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?!\w)/g, to: mask },
  { is: 'GitHub token', pattern: /(?<!\w)(?:gh[oprsu]_[A-Za-z0-9]{20,255}|github_pat_\w{22,255})/g, to: mask },
  { is: 'GitLab token', pattern: /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|soat|oas|imt|agent)-[\w-]{16,128}/g, to: mask },
  { is: 'Slack token', pattern: /(?<!\w)(?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,255}/g, to: mask },
  {
    is: 'Slack or Discord webhook',
    pattern: /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,255}/g,
    to: `$1${mask}`,
  },
  { is: 'model provider key', pattern: /(?<![\w-])sk-(?=[\w-]{0,200}\d)[\w-]{16,255}/g, to: mask },
  { is: 'Stripe key', pattern: /(?<!\w)(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{10,255}/g, to: mask },
  { is: 'Google key', pattern: /(?<!\w)(?:AIza[\w-]{35}|ya29\.[\w-]{20,512}|GOCSPX-[\w-]{20,64})/g, to: mask },
  { is: 'SendGrid key', pattern: /(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,128}/g, to: mask },
  {
    is: 'package registry token',
    pattern: /(?<!\w)(?:npm_[A-Za-z0-9]{30,64}|pypi-[\w-]{16,255}|dckr_pat_[\w-]{20,64})/g,
    to: mask,
  },
  {
    is: 'Vault, DigitalOcean, Hugging Face token',
    pattern: /(?<!\w)(?:hv[bs]\.[\w-]{20,255}|do[opr]_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,64})/g,
    to: mask,
  },
  { is: 'age key', pattern: /(?<!\w)AGE-SECRET-KEY-1[0-9A-Z]{50,64}/g, to: mask },
  { is: 'Telegram bot token', pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g, to: mask },
  // Only what has a digit, padding or a capital inside: "Bearer Authentication failed" is a sentence.
  {
    is: 'credentials of an HTTP scheme',
    pattern:
      /(?<!\w)([Bb]earer|BEARER|[Bb]asic|BASIC|[Tt]oken|Negotiate|[Aa]pi[Kk]ey)([ \t]{1,4})(?=[\w.~+/=-]{0,255}(?:\d|=|[a-z][A-Z]))[\w.~+/-]{8,}={0,2}/g,
    to: `$1$2${mask}`,
  },
  {
    is: 'header with credentials',
    pattern:
      /(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie)(["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)(?=[^\n"']{0,255}[=\d])(?!\[redacted)[^\n"']{6,}/gi,
    to: `$1$2${mask}`,
  },
  {
    is: 'hash of a password',
    pattern: /\$(?:apr1|2[abxy]?|[156y]|argon2(?:id?|d)|pbkdf2[\w-]{0,16})\$[^\s"'`,;]{8,256}/g,
    to: mask,
  },
  {
    is: 'password of a database client',
    pattern:
      /(?<![\w.-])((?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)[ \t][^\n|;&]{0,200}?(?<=[ \t])-p)(?!\[redacted)[^\s"']{1,256}/g,
    to: `$1${mask}`,
  },
  {
    is: 'password of redis-cli or sshpass',
    pattern:
      /(?<![\w.-])(redis-cli[ \t](?:[^\n|;&]{0,200}?(?<=[ \t]))?-a|sshpass[ \t]{1,4}-p)([ \t]{0,4}['"]?)(?!\[redacted)[^\s"']{1,256}/g,
    to: `$1$2${mask}`,
  },
  {
    is: 'user and password of curl',
    pattern: /(?<![\w-])(-u|--user|--proxy-user)([ =]['"]?[\w.@-]{1,100}):(?!\[redacted)[^\s'"]{1,512}/g,
    to: `$1$2:${mask}`,
  },
]

/** Masks tokens whose shape gives them away, wherever they stand. */
export const maskShapes = (text: string): string =>
  shapes.reduce((masked, { pattern, to }) => masked.replaceAll(pattern, to), text)
