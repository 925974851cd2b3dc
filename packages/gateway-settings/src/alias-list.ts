import { TargetName } from '@devops-ai/contract'
import { z } from 'zod'
import type { Aliases } from '@devops-ai/engine'

/** `alias=name,alias2=name2`; empty means none. */
export const aliasList = z.string().transform((text, context): Aliases => {
  const aliases = new Map<string, string>()
  for (const pair of text.split(',').map((part) => part.trim())) {
    const [alias, name, ...more] = pair.split('=').map((part) => part.trim())
    if (pair === '') continue
    if (!isName(alias) || !isName(name) || more.length > 0)
      context.addIssue(`expected alias=name, got ${JSON.stringify(pair)}`)
    else if (aliases.has(alias)) context.addIssue(`expected each alias once, got ${alias} twice`)
    else aliases.set(alias, name)
  }
  return aliases
})

const isName = (text: string | undefined): text is string => TargetName.safeParse(text).success
