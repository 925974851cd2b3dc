import { breakShop, dockerAt, findShop, type FaultName } from '@devops-ai/testkit'
import { loadState } from './state.ts'
import type { Tell } from './tell.ts'

/** Breaks the db of the running shop in another way; the running demo tells what follows. */
export async function breakRunning(fault: FaultName, tell: Tell): Promise<number> {
  const state = await loadState()
  if (!state) throw new Error('no demo is running: ./dev demo')
  const api = dockerAt(state.socketPath)
  const shop = await findShop(api, state.run)
  if (!shop) throw new Error(`the shop of run ${state.run} is not there: ./dev demo --down, then ./dev demo`)
  tell.stage('fault', await breakShop(api, shop, fault))
  return 0
}
