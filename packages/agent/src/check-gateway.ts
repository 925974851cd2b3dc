import type { GatewayClient, Reply } from '@devops-ai/contract'

/** Why the agent cannot start with this gateway, as one sentence; null when it can. */
export async function whyGatewayUnfit(
  gateway: Pick<GatewayClient, 'health' | 'whoami'>,
  {
    url,
    sourceId,
    timeoutSeconds,
  }: { readonly url: string; readonly sourceId: string; readonly timeoutSeconds: number },
): Promise<string | null> {
  const health = await gateway.health()
  if (health.kind !== 'answer') return `The gateway at ${url} is not ready: ${detailOf(health)}`
  if (health.body.status !== 'success')
    return `The gateway at ${url} is not ready: ${health.body.detail?.join('; ') ?? 'it says failure, expected success'}`
  const command = health.body.command_timeout_seconds
  if (command !== undefined && timeoutSeconds <= command)
    return `AI_COMMAND_GATEWAY_TIMEOUT is ${timeoutSeconds} s, expected more than the gateway's GATEWAY_COMMAND_TIMEOUT_SECONDS, which is ${command} s: else a repair that takes its time looks like a gateway that does not answer`
  const who = await gateway.whoami()
  if (who.kind !== 'answer') return `The gateway at ${url} does not take AI_COMMAND_GATEWAY_TOKEN: ${detailOf(who)}`
  return who.body.source_id === sourceId
    ? null
    : `AI_COMMAND_GATEWAY_TOKEN belongs to "${who.body.source_id}", expected "${sourceId}" as AI_COMMAND_GATEWAY_SOURCE_ID says`
}

const detailOf = (reply: Exclude<Reply<unknown>, { kind: 'answer' }>): string =>
  reply.kind === 'problem' ? reply.body.detail : reply.detail
