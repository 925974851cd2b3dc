import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskEachShape, maskShapes } from './shapes.ts'

const beginnings = (
  'eyJ AKIA ASIA ABIA ACCA ghp_ gho_ ghs_ github_pat_ glpat- gldt- glagent- glimt- glsoat- xoxb- xapp- hooks.slack.com/services/ ' +
  'hooks.slack.com/workflows/ discord.com/api/webhooks/ discordapp.com/api/webhooks/ sk- sk_live_ rk_test_ whsec_ AIza ya29. ' +
  'GOCSPX- SG. npm_ pypi- dckr_pat_ hvs. hvb. dop_v1_ doo_v1_ hf_ AGE-SECRET-KEY-1 12345678:AA Bearer BEARER basic Token ' +
  'Negotiate ApiKey apikey Authorization: authorization= PROXY-AUTHORIZATION: Set-Cookie: cookie: $apr1$ $2b$ $argon2id$ $6$ ' +
  'mysql mariadb-dump redis-cli sshpass -p -a -u --user --proxy-user'
).split(' ')
const anyRun = (characters: string) =>
  fc.string({ unit: fc.constantFrom(...characters.split('')), minLength: 1, maxLength: 70 })
const anyPiece = fc.oneof(
  fc.constantFrom(...beginnings),
  fc.constantFrom(' ', '.', ':', '=', '$', '/', '-', '\n', ' -p', ' -a '),
  anyRun('abcdef0123456789ABCDEF'),
  anyRun('aB1_-.'),
  fc.string(),
)

test('the quick look passes over nothing that a shape would mask', () => {
  const law = fc.property(fc.array(anyPiece, { maxLength: 6 }), (pieces) => {
    const text = pieces.join('')
    expect(maskShapes(text)).toBe(maskEachShape(text))
  })
  fc.assert(law, { numRuns: 5_000 })
})
