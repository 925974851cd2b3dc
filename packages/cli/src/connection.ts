import { gatewayClient, type GatewayClient, type Reply } from '@devops-ai/contract'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { Complaint, type Terminal } from './terminal.ts'

/** `cli.env`, written by `devops-ai init`: where the services are and who is asking. */
const Connection = z.object({
  DEVOPS_AI_AGENT_URL: z.url({ protocol: /^https?$/ }),
  DEVOPS_AI_GATEWAY_URL: z.url({ protocol: /^https?$/ }),
  DEVOPS_AI_TOKEN: z.string().min(1),
  DEVOPS_AI_JOURNAL_PATH: z.string().min(1),
})
export type Connection = z.infer<typeof Connection>

/** Reads `cli.env` of the folder that `DEVOPS_AI_DIR` names, else of this one; the real environment wins. */
export function connection(terminal: Terminal): Connection {
  const path = join(terminal.environment['DEVOPS_AI_DIR'] ?? terminal.cwd, 'cli.env')
  const settings = Connection.safeParse({ ...fileOf(terminal, path), ...terminal.environment })
  if (settings.success) return settings.data
  throw new Complaint(
    `${path} does not say where the services are (run \`devops-ai init\`, or set DEVOPS_AI_DIR):\n${z.prettifyError(settings.error)}`,
  )
}

function fileOf(terminal: Terminal, path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(terminal.read(path))
  } catch {
    return {}
  }
}

/** One answer of the agent, parsed; a refusal or a dead agent is a sentence. With a `body` it is a POST, where nothing else is said. */
export async function askAgent<S extends z.ZodType>(
  from: Connection,
  path: string,
  schema: S,
  body?: object,
  method?: string,
): Promise<z.infer<S>> {
  const answered: unknown = await (await agentAnswer(from, path, body, method)).json().catch(() => null)
  const answer = schema.safeParse(answered)
  if (answer.success) return answer.data
  throw new Complaint(
    `the agent answered ${path} in a form that this command does not know: ${z.prettifyError(answer.error)}`,
  )
}

/** A text of the agent's as it came. */
export const askAgentText = async (from: Connection, path: string): Promise<string> =>
  (await agentAnswer(from, path)).text()

async function agentAnswer(
  from: Connection,
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<Response> {
  const url = new URL(path, from.DEVOPS_AI_AGENT_URL)
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${from.DEVOPS_AI_TOKEN}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    method,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new Complaint(`the agent does not answer at ${url.origin} (is it running? \`./dev up\`): ${String(error)}`)
  })
  if (response.ok) return response
  const problem = z.object({ detail: z.string() }).safeParse(await response.json().catch(() => null))
  throw new Complaint(
    problem.success ? problem.data.detail : `the agent answered ${response.status} at ${url.pathname}`,
  )
}

/** The gateway, asked with the own token; `timeoutMs` is longer for what runs before it is answered. */
export const gatewayOf = (from: Connection, timeoutMs = 10_000): GatewayClient =>
  gatewayClient({ baseUrl: from.DEVOPS_AI_GATEWAY_URL, token: from.DEVOPS_AI_TOKEN, timeoutMs, fetch })

/** What the gateway answered; a refusal or a dead gateway is a sentence. */
export async function answered<T>(reply: Promise<Reply<T>>): Promise<T> {
  const ended = await reply
  switch (ended.kind) {
    case 'answer':
      return ended.body
    case 'problem':
      throw new Complaint(ended.body.detail)
    case 'unexpected':
      throw new Complaint(`the gateway answered in a form that this command does not know: ${ended.detail}`)
    case 'unreachable':
      throw new Complaint(`the gateway does not answer (is it running? \`./dev up\`): ${ended.detail}`)
  }
}
