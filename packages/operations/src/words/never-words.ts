import { whyNever, whyNeverFlag } from '../never.ts'
import { fragments } from './fragments.ts'
import { empty } from './lexicon.ts'
import { source } from './pattern.ts'
import { mayBe, requiredWords, wordsIn } from './required.ts'

/** What is never run, by the verb at the head of a request for it, as docker calls it. */
const byHead: Readonly<Record<string, string>> = {
  '(create|creates)|(make|set up) (a|an|me a|another|@network|@volume|@image|@stack|@node)': 'create',
  '(build|builds|rebuild|rebuilds)': 'build',
  '(run|runs|execute|executes|exec)': 'exec',
  '(commit|commits)': 'commit',
  '(tag|tags|untag)': 'tag',
  '(push|pushes)': 'push',
  '(save|saves)': 'save',
  '(load|loads)': 'load',
  '(import|imports)': 'import',
  '(export|exports)': 'export',
  '(copy|copies|cp|upload|uploads)': 'cp',
  '(rename|renames)': 'rename',
  '(log in|login)': 'login',
  '(log out|logout)': 'logout',
  '(prune|prunes|clean up|cleans up|clean)': 'system prune',
  '(attach to|attach|attaches)': 'attach',
  '(deploy|deploys)': 'stack deploy',
  '(drain|promote|promotes|demote|demotes)': 'node update',
  '(mount|unmount|mounts)': 'run',
  'search [for] (docker|images|@image|the registry|registry)': 'search',
}

const remove =
  '(remove|removes|delete|deletes|rm|rmi|drop|wipe|erase|destroy|get rid of|tear down|take down|purge|nuke|take)'

/** The same by wordings that stand anywhere in it. */
const byWording: Readonly<Record<string, string>> = {
  [`${remove} [all|any] [the|unused|dangling] (@volume|volumes)`]: 'volume rm',
  '(and|with|including) [all] (its|the|their) [{target}] volumes': 'volume rm',
  [`${remove} [all|any] [the|unused|dangling] (@image|images)`]: 'image rm',
  [`${remove} [all|any] [the|unused] (@network|networks)`]: 'network rm',
  [`${remove} [all] [the] (@node|nodes)`]: 'node rm',
  [`${remove} [all] [the] (@stack|stacks) [down]`]: 'stack rm',
  [`${remove} [all] [the] (@service|@swarm|services)`]: 'service rm',
  [`${remove} (all|every|any|unused) [of] [the] [stopped|unused|exited|dead] (containers|data|things)`]: 'system prune',
  '(bash|shell|sh|terminal|console|prompt)': 'exec',
  '(change|set) [{target}|the] [container] name': 'rename',
  '(follow|follows|following|stream|streams|streaming|watch|watches) [the|all] [new] [{target}] (log|logs)|live (log|logs)|(log|logs) live|tail -f':
    'logs --follow',
  '(secret|secrets)': 'secret',
  '(plugin|plugins)': 'plugin',
  '(join|leave) [the|a|an|existing|this] (swarm|swarms)|(swarm|join) (token|tokens)|unlock key': 'swarm',
  '(pull|pulls|download|downloads|fetch|upgrade|update) [down] [the|a|an|our] (latest|newest|new|current|recent|updated|fresh|version|versions|of|the|a|an)* [@other|@service|@swarm|docker] (@image|image|images)':
    'pull',
  privileged: 'run',
  '(checkpoint|checkpoints)': 'checkpoint',
  '(manifest|manifests)': 'manifest',
  compose: 'compose',
}

const politeness = source('{politely}', fragments)

const row = (wording: string, verb: string, before: string) => ({
  verb,
  keys: requiredWords(wording, fragments, empty),
  pattern: new RegExp(`${before}(?:${source(wording, fragments)})(?= |$)`),
})
const rows = [
  ...Object.entries(byHead).map(([wording, verb]) => row(wording, verb, `^${politeness}`)),
  ...Object.entries(byWording).map(([wording, verb]) => row(wording, verb, '')),
]

/** Its wordings, for the vocabulary. */
export const neverWordings: readonly string[] = [...Object.keys(byHead), ...Object.keys(byWording)]

/** What the text asks for that is never run, as docker calls it, with the reason; null if it asks for no such thing. */
export function neverAsked(text: string): { readonly verb: string; readonly reason: string } | null {
  const words = wordsIn(text)
  const found = rows.find(({ keys, pattern }) => mayBe(keys, words) && pattern.test(text))
  if (!found) return null
  const reason = whyNever(found.verb.split(' '))?.reason ?? whyNeverFlag('container.logs', '--follow') ?? ''
  return { verb: found.verb, reason }
}
