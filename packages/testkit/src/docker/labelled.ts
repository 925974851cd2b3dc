import { z } from 'zod'
import { call, type DockerApi } from './api.ts'
import { removeContainer } from './container.ts'
import { containersLabelled } from './inspect.ts'
import { networksLabelled, removeNetwork } from './network.ts'

/** Every container and network that a test makes carries this label, its value being the run. */
export const testLabel = 'devops-ai.test'

/** Removes all containers, networks and images that carry the label, and nothing else. */
export async function removeLabelled(api: DockerApi, label: string): Promise<void> {
  await Promise.all((await containersLabelled(api, label)).map((id) => removeContainer(api, id)))
  await Promise.all((await networksLabelled(api, label)).map((id) => removeNetwork(api, id)))
  await Promise.all((await imagesLabelled(api, label)).map((id) => removeImage(api, id)))
}

const imagesLabelled = async (api: DockerApi, label: string): Promise<readonly string[]> => {
  const query = { filters: JSON.stringify({ label: [label] }) }
  const reply = await call(api, { method: 'GET', path: '/images/json', query }, [200])
  return z
    .array(z.object({ Id: z.string() }))
    .parse(reply.json)
    .map(({ Id }) => Id)
}

// 409: somebody else's container uses it; then it is theirs too.
const removeImage = async (api: DockerApi, id: string): Promise<void> => {
  await call(
    api,
    { method: 'DELETE', path: `/images/${encodeURIComponent(id)}`, query: { force: 'true' } },
    [200, 404, 409],
  )
}
