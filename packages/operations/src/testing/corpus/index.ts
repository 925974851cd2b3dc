import { asideChanges } from './aside-changes.ts'
import { asideContainers } from './aside-containers.ts'
import { asideLogs } from './aside-logs.ts'
import { asideLogsInTime } from './aside-logs-in-time.ts'
import { asideNetworks } from './aside-networks.ts'
import { asideRefusedNever } from './aside-refused-never.ts'
import { asideRefusedOther } from './aside-refused-other.ts'
import { asideRefusedShape } from './aside-refused-shape.ts'
import { asideSeveral } from './aside-several.ts'
import { asideSwarm } from './aside-swarm.ts'
import { asideSystem } from './aside-system.ts'
import { asideThings } from './aside-things.ts'
import { asideUpdate } from './aside-update.ts'
import { seenChanges } from './seen-changes.ts'
import { seenContainers } from './seen-containers.ts'
import { seenDescribed } from './seen-described.ts'
import { seenLogs } from './seen-logs.ts'
import { seenLogsInTime } from './seen-logs-in-time.ts'
import { seenNetworks } from './seen-networks.ts'
import { seenRefusedNear } from './seen-refused-near.ts'
import { seenRefusedNever } from './seen-refused-never.ts'
import { seenRefusedOther } from './seen-refused-other.ts'
import { seenRefusedShape } from './seen-refused-shape.ts'
import { seenSeveral } from './seen-several.ts'
import { seenSwarm } from './seen-swarm.ts'
import { seenSystem } from './seen-system.ts'
import { seenThings } from './seen-things.ts'
import { seenUpdate } from './seen-update.ts'
import { seenWithReasons } from './seen-with-reasons.ts'
import type { Row } from './row.ts'

/** The half that rules may be written against. */
export const seen: readonly Row[] = [
  ...seenContainers,
  ...seenLogs,
  ...seenLogsInTime,
  ...seenChanges,
  ...seenUpdate,
  ...seenNetworks,
  ...seenThings,
  ...seenSystem,
  ...seenSwarm,
  ...seenWithReasons,
  ...seenDescribed,
  ...seenRefusedNear,
  ...seenRefusedNever,
  ...seenRefusedShape,
  ...seenSeveral,
  ...seenRefusedOther,
]

/** The half set aside, by a seeded shuffle within each kind; the author of both halves had read no rules. It only measures: who writes rules does not read it. */
export const aside: readonly Row[] = [
  ...asideContainers,
  ...asideLogs,
  ...asideLogsInTime,
  ...asideChanges,
  ...asideUpdate,
  ...asideNetworks,
  ...asideThings,
  ...asideSystem,
  ...asideSwarm,
  ...asideRefusedNever,
  ...asideRefusedShape,
  ...asideSeveral,
  ...asideRefusedOther,
]
