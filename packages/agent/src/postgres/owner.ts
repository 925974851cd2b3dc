import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { PostgresFailure } from './failure.ts'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

export interface Owner {
  /** The name of the system user the agent itself runs as. */
  readonly agent: string
  /** The account to run PostgreSQL under, when it cannot be the agent's own. */
  readonly other: Account | undefined
}

// A dedicated account first; `nobody` may be shared with other services.
const candidates = ['postgres', '_postgres', 'nobody']

/** The accounts of an /etc/passwd that are not root. */
export function parseAccounts(passwd: string): readonly Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid) || Number(uid) === 0) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

function readUser() {
  try {
    return userInfo()
  } catch {
    throw new PostgresFailure(
      "The agent's user is not in /etc/passwd: PostgreSQL does not run as a user without a name.",
    )
  }
}

/** PostgreSQL refuses to run as root, so root's agent runs it under an existing account without rights. */
export async function findOwner(): Promise<Owner> {
  const me = readUser()
  if (me.uid !== 0) return { agent: me.username, other: undefined }
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'))
  const other = candidates.map((name) => accounts.find((account) => account.name === name)).find(Boolean)
  if (other) return { agent: me.username, other }
  throw new PostgresFailure(
    `PostgreSQL refuses to run as root and /etc/passwd has none of the users ${candidates.join(', ')}: ` +
      'run the agent as another user, or add one of them.',
  )
}
