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

/**
 * `POST /webhook/alerts`: what a sender should write, Alertmanager version 4 and Grafana's version 1 of the same shape. What
 * senders do write is read more leniently: nothing of this is required but the list.
 */
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

/**
 * 202: every alert of the body that can be understood is stored; `repeated` of them were known already. What could not be
 * understood is counted, with the reasons of the first ones; `left_out` is how many its sender says that it cut off.
 */
export const WebhookAnswer = z
  .object({
    stored: z.int(),
    repeated: z.int(),
    not_understood: z.object({ count: z.int(), reasons: z.array(z.string()) }).optional(),
    left_out: z.int().optional(),
  })
  .meta({ id: 'WebhookAnswer' })
export type WebhookAnswer = z.infer<typeof WebhookAnswer>
