/** What a command may touch: its streams, the environment, files to read. Tests give their own. */
export interface Terminal {
  out(text: string): void
  error(text: string): void
  readonly input: AsyncIterable<Uint8Array | string>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  read(path: string): string
}

/** A command's expected failure: one sentence for the person, exit code 1. */
export class Complaint extends Error {
  override readonly name = 'Complaint'
}
