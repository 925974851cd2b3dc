import { z } from 'zod'

const Labels = z.record(z.string(), z.string())
const lenientTime = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'expected an RFC 3339 time')

/**
 * One alert as Alertmanager's webhook version 4 carries it. Senders add fields and old ones spell or omit some,
 * so unknown keys pass and only what identifies the occurrence is required.
 */
export const WebhookAlert = z
  .looseObject({
    status: z.enum(['firing', 'resolved']).optional(),
    labels: Labels,
    annotations: Labels.default({}),
    startsAt: lenientTime,
    endsAt: z.string().optional(),
    fingerprint: z.string().optional(),
    generatorURL: z.string().optional(),
  })
  .meta({ id: 'WebhookAlert' })
export type WebhookAlert = z.infer<typeof WebhookAlert>

/** `POST /webhook/alerts`: Alertmanager version 4, and Grafana's version 1 of the same shape. */
export const AlertWebhook = z
  .looseObject({
    version: z.string().optional(),
    receiver: z.string().optional(),
    status: z.enum(['firing', 'resolved']).optional(),
    groupKey: z.string().optional(),
    truncatedAlerts: z.int().optional(),
    externalURL: z.string().optional(),
    alerts: z.array(WebhookAlert),
  })
  .meta({ id: 'AlertWebhook' })
export type AlertWebhook = z.infer<typeof AlertWebhook>

/** 202: every alert of the body is stored. `repeated` were known already. */
export const WebhookAnswer = z.object({ stored: z.int(), repeated: z.int() }).meta({ id: 'WebhookAnswer' })
export type WebhookAnswer = z.infer<typeof WebhookAnswer>
