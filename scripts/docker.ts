import { ensureDocker, type DockerAnswer } from '@devops-ai/testkit'
import { createInterface } from 'node:readline/promises'

const ask = async (question: string): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Sees to it that tests can have a Docker engine: a private one, unless DEVOPS_AI_TEST_ENGINE=existing. */
export const dockerForTests = (flags: ReadonlySet<string>): Promise<DockerAnswer> =>
  ensureDocker({
    install: !flags.has('--no-install'),
    yes: flags.has('--yes'),
    say: (sentence) => void process.stderr.write(`${sentence}\n`),
    ...(process.stdin.isTTY ? { ask } : {}),
    preferPrivate: process.env['DEVOPS_AI_TEST_ENGINE'] !== 'existing',
  })
