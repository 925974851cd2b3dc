/** What people write after `password:` when they write about passwords. */
const remarks = new Set(
  (
    'absent accepted bad blank changed correct created denied disabled empty enabled error expired ' +
    'fail failed false filtered forbidden found hidden incorrect invalid malformed masked mismatch missing must nil no none ' +
    'not null ok optional provided rejected required reset revoked rotated set too true undefined ' +
    'unauthorized unexpected unknown unset updated valid verified wrong yes'
  ).split(' '),
)

/** Nothing that could be a secret: an empty value, a remark, or what was masked before. */
export function saysNothing(value: string): boolean {
  const bare = value.replaceAll(/^[\\"'<({[]+|[\\"'>)\]}.,;:!]+$/g, '').toLowerCase()
  return bare === '' || /^[*x.•]{3,}$/.test(bare) || bare === 'redacted' || remarks.has(bare.split(/[\s,;:.]/)[0] ?? '')
}

/** Does it look made by a machine rather than written as a word? */
export const looksRandom = (value: string): boolean =>
  value.length >= 6 &&
  (/\d/.test(value) || /[a-z][A-Z]/.test(value) || /[!$%^&*+=~#]/.test(value)) &&
  !/^\d{1,7}$/.test(value)
