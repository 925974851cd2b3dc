import type { Effects } from '@devops-ai/contract'

/** What would come of a change, each harm in words; nothing for a harmless one. */
export const harms = (effects: Effects): readonly string[] => [
  ...(effects.interrupts ? ['interrupts it'] : []),
  ...(effects.last_healthy_replica ? ['it is the last healthy replica'] : []),
  ...(effects.dependents.length > 0 ? [`harms ${effects.dependents.join(', ')} too`] : []),
  ...(effects.data_loss ? ['loses data'] : []),
  ...(effects.reversible ? [] : ['cannot be taken back']),
  ...(effects.protected ? ['it is protected'] : []),
]
