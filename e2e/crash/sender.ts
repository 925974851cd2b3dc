/** A monitor that repeats an alert until it is answered with 2xx, as Alertmanager does. */
export interface Sending {
  readonly fingerprint: string
  /** Posts what is not delivered yet, once. Never throws: who is not answered comes again. */
  readonly deliver: (url: string) => Promise<void>
  /** The trouble is over; that is to be delivered now. */
  readonly isOver: () => void
  readonly isDelivered: () => boolean
  /** Was anything answered with 2xx? What was is never lost. */
  readonly isAcknowledged: () => boolean
}

const deadlineMs = 10_000

export function senderOf(container: string, token: string): Sending {
  const startsAt = new Date().toISOString()
  const fingerprint = Buffer.from(container).toString('hex').slice(-16).padStart(16, '0')
  let status: 'firing' | 'resolved' = 'firing'
  let isDelivered = false
  let isAcknowledged = false
  const body = (): string =>
    JSON.stringify({
      ...{ version: '4', status, receiver: 'agent' },
      alerts: [
        {
          ...{ status, startsAt, fingerprint },
          labels: { alertname: 'ContainerUnhealthy', severity: 'critical', container },
          annotations: { summary: `${container} is unhealthy` },
          endsAt: status === 'resolved' ? new Date().toISOString() : '0001-01-01T00:00:00Z',
        },
      ],
    })
  return {
    fingerprint,
    deliver: async (url) => {
      if (isDelivered) return
      const said = status
      const response = await fetch(`${url}/webhook/alerts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body(),
        signal: AbortSignal.timeout(deadlineMs),
      }).catch(() => null)
      if (response?.ok !== true) return
      isAcknowledged = true
      isDelivered = said === status
    },
    isOver: () => {
      status = 'resolved'
      isDelivered = false
    },
    isDelivered: () => isDelivered,
    isAcknowledged: () => isAcknowledged,
  }
}
