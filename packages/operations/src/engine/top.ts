import { z } from 'zod'

/** `GET /containers/{id}/top`. */
export const EngineTop = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullish() })
export type EngineTop = z.infer<typeof EngineTop>
