import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Http } from './server.ts'

export interface About {
  readonly title: string
  readonly version: string
  readonly description: string
}

/** Must be registered before the routes that it describes. */
export async function describe(app: Http, info: About): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info,
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

const open = { config: { open: true, rateLimit: false }, schema: { hide: true } } as const

/** `GET /openapi.json` and a page that shows it. They hold no data, so they are open. */
export async function docs(app: Http): Promise<void> {
  app.get('/openapi.json', open, async () => app.swagger())
  app.get('/', open, async (_, reply) => reply.redirect('/docs'))
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...open.config }
    })
    await pages.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  })
}
