import type { GatewayClient, Reply, TargetsAnswer } from '@devops-ai/contract'

/** What can be named, asked anew or as it was told a moment ago. */
export interface KnownTargets {
  fresh(): Promise<Reply<TargetsAnswer>>
  /** For what does not change from one moment to the next, such as what a service stands on. */
  recent(): Promise<Reply<TargetsAnswer>>
}

const recentMs = 1_000

export function knownTargets(gateway: Pick<GatewayClient, 'targets'>, now: () => Date): KnownTargets {
  let last: { readonly at: number; readonly reply: Reply<TargetsAnswer> } | null = null
  const fresh = async () => {
    const reply = await gateway.targets()
    if (reply.kind === 'answer') last = { at: now().getTime(), reply }
    return reply
  }
  return { fresh, recent: async () => (last && Math.abs(now().getTime() - last.at) < recentMs ? last.reply : fresh()) }
}
