import { mask } from './mask.ts'

/** A secret that is known by its shape. Every pattern begins at a boundary and is bounded, so that time stays linear. */
interface Shape {
  readonly is: string
  /** Stands in every text that holds one. All signs together are one quick look, which most texts need alone. */
  readonly sign: RegExp
  readonly pattern: RegExp
  readonly to: string
}

const shapes: readonly Shape[] = [
  {
    is: 'JSON web token',
    sign: /eyJ/,
    pattern: /(?<![\w-])eyJ[\w-]{6,8192}\.[\w-]{4,8192}(?:\.[\w-]{0,8192})?/g,
    to: mask,
  },
  {
    is: 'AWS access key id',
    sign: /AKIA|ASIA|ABIA|ACCA/,
    pattern: /(?<!\w)(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?!\w)/g,
    to: mask,
  },
  {
    is: 'GitHub token',
    sign: /gh[oprsu]_|github_pat_/,
    pattern: /(?<!\w)(?:gh[oprsu]_[A-Za-z0-9]{20,255}|github_pat_\w{22,255})/g,
    to: mask,
  },
  {
    is: 'GitLab token',
    sign: /gl[a-z]{2,5}-/,
    pattern: /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|soat|oas|imt|agent)-[\w-]{16,128}/g,
    to: mask,
  },
  { is: 'Slack token', sign: /xox|xapp/, pattern: /(?<!\w)(?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,255}/g, to: mask },
  {
    is: 'Slack or Discord webhook',
    sign: /hooks\.slack\.com|discord/,
    pattern: /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,255}/g,
    to: `$1${mask}`,
  },
  { is: 'model provider key', sign: /sk-/, pattern: /(?<![\w-])sk-(?=[\w-]{0,200}\d)[\w-]{16,255}/g, to: mask },
  {
    is: 'Stripe key',
    sign: /[rs]k_|whsec_/,
    pattern: /(?<!\w)(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{10,255}/g,
    to: mask,
  },
  {
    is: 'Google key',
    sign: /AIza|ya29\.|GOCSPX-/,
    pattern: /(?<!\w)(?:AIza[\w-]{35}|ya29\.[\w-]{20,512}|GOCSPX-[\w-]{20,64})/g,
    to: mask,
  },
  { is: 'SendGrid key', sign: /SG\./, pattern: /(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,128}/g, to: mask },
  {
    is: 'package registry token',
    sign: /npm_|pypi-|dckr_pat_/,
    pattern: /(?<!\w)(?:npm_[A-Za-z0-9]{30,64}|pypi-[\w-]{16,255}|dckr_pat_[\w-]{20,64})/g,
    to: mask,
  },
  {
    is: 'Vault, DigitalOcean, Hugging Face token',
    sign: /hv[bs]\.|do[opr]_v1_|hf_/,
    pattern: /(?<!\w)(?:hv[bs]\.[\w-]{20,255}|do[opr]_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,64})/g,
    to: mask,
  },
  { is: 'age key', sign: /AGE-SECRET/, pattern: /(?<!\w)AGE-SECRET-KEY-1[0-9A-Z]{50,64}/g, to: mask },
  { is: 'Telegram bot token', sign: /:AA/, pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g, to: mask },
  // Only what has a digit, padding or a capital inside: "Bearer Authentication failed" is a sentence.
  {
    is: 'credentials of an HTTP scheme',
    sign: /[Bb]earer|BEARER|[Bb]asic|BASIC|[Tt]oken|Negotiate|[Aa]pi[Kk]ey/,
    pattern:
      /(?<!\w)([Bb]earer|BEARER|[Bb]asic|BASIC|[Tt]oken|Negotiate|[Aa]pi[Kk]ey)([ \t]{1,4})(?=[\w.~+/=-]{0,255}(?:\d|=|[a-z][A-Z]))[\w.~+/-]{8,}={0,2}/g,
    to: `$1$2${mask}`,
  },
  {
    is: 'header with credentials',
    sign: /[Aa][Uu][Tt][Hh]|[Cc][Oo][Oo][Kk]/,
    pattern:
      /(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie)(["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)(?=[^\n"']{0,255}[=\d])(?!\[redacted)[^\n"']{6,}/gi,
    to: `$1$2${mask}`,
  },
  {
    is: 'hash of a password',
    sign: /\$/,
    pattern: /\$(?:apr1|2[abxy]?|[156y]|argon2(?:id?|d)|pbkdf2[\w-]{0,16})\$[^\s"'`,;]{8,256}/g,
    to: mask,
  },
  {
    is: 'password of a database client',
    sign: /mysql|mariadb/,
    pattern:
      /(?<![\w.-])((?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)[ \t][^\n|;&]{0,200}?(?<=[ \t])-p)(?!\[redacted)[^\s"']{1,256}/g,
    to: `$1${mask}`,
  },
  {
    is: 'password of redis-cli or sshpass',
    sign: /redis-cli|sshpass/,
    pattern:
      /(?<![\w.-])(redis-cli[ \t](?:[^\n|;&]{0,200}?(?<=[ \t]))?-a|sshpass[ \t]{1,4}-p)([ \t]{0,4}['"]?)(?!\[redacted)[^\s"']{1,256}/g,
    to: `$1$2${mask}`,
  },
  {
    is: 'user and password of curl',
    sign: /-u|--user|--proxy-user/,
    pattern: /(?<![\w-])(-u|--user|--proxy-user)([ =]['"]?[\w.@-]{1,100}):(?!\[redacted)[^\s'"]{1,512}/g,
    to: `$1$2:${mask}`,
  },
]

const anySign = new RegExp(shapes.map(({ sign }) => sign.source).join('|'))

/** Masks tokens whose shape gives them away, wherever they stand. */
export const maskShapes = (text: string): string => (anySign.test(text) ? maskEachShape(text) : text)

/** The same without the quick look. */
export const maskEachShape = (text: string): string =>
  shapes.reduce((masked, { pattern, to }) => masked.replaceAll(pattern, to), text)
