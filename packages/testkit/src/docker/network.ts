import { z } from 'zod'
import { call, type DockerApi } from './api.ts'

/** Makes a bridge network; returns its id. */
export async function createNetwork(
  api: DockerApi,
  network: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): Promise<string> {
  const body = { Name: network.name, Labels: network.labels, CheckDuplicate: true }
  const reply = await call(api, { method: 'POST', path: '/networks/create', body }, [201])
  return z.object({ Id: z.string() }).parse(reply.json).Id
}

export async function networksLabelled(api: DockerApi, label: string): Promise<readonly string[]> {
  const query = { filters: JSON.stringify({ label: [label] }) }
  const reply = await call(api, { method: 'GET', path: '/networks', query }, [200])
  return z
    .array(z.object({ Id: z.string() }))
    .parse(reply.json)
    .map(({ Id }) => Id)
}

export async function removeNetwork(api: DockerApi, id: string): Promise<void> {
  await call(api, { method: 'DELETE', path: `/networks/${id}` }, [204, 404])
}
