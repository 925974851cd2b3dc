import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Http } from './http.ts'

/** Must be registered before the routes that it describes. */
export async function describeRoutes(app: Http, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'AI Command Gateway',
        version,
        description: 'Plain words in, one typed Docker operation out: decided by policy, on record.',
      },
      components: { securitySchemes: { source: { type: 'http', scheme: 'bearer' } } },
      security: [{ source: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** `GET /openapi.json` and a page that shows it. They hold no data, so they are open. */
export async function docsRoutes(app: Http): Promise<void> {
  app.get('/openapi.json', { config: { open: true, rateLimit: false }, schema: { hide: true } }, async () =>
    app.swagger(),
  )
  app.get('/', { config: { open: true, rateLimit: false }, schema: { hide: true } }, async (_, reply) =>
    reply.redirect('/docs'),
  )
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: true, rateLimit: false }
    })
    await pages.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  })
}
