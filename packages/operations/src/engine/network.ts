import { z } from 'zod'

/** One network as `GET /networks` and `GET /networks/{id}` give it; the list says nothing of its containers. */
export const EngineNetwork = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string().default(''),
  Scope: z.string().default(''),
  Driver: z.string().default(''),
  Internal: z.boolean().default(false),
  Attachable: z.boolean().default(false),
  IPAM: z
    .object({
      Config: z.array(z.object({ Subnet: z.string().default(''), Gateway: z.string().default('') })).nullish(),
    })
    .nullish(),
  Containers: z
    .record(z.string(), z.object({ Name: z.string().default(''), IPv4Address: z.string().default('') }))
    .nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
})
export type EngineNetwork = z.infer<typeof EngineNetwork>

/** What a service needs to be told its networks by name. */
export const EngineNetworkName = z.object({ Id: z.string(), Name: z.string() })
export type EngineNetworkName = z.infer<typeof EngineNetworkName>
