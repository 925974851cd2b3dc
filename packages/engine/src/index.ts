export { parseEngineUrl } from './client/address.ts'
export { type BoundedCache, boundedCache } from './client/bounded-cache.ts'
export { allCalls } from './client/permits.ts'
export type { Configuration } from './client/configuration.ts'
export { connectEngine } from './client/connect.ts'
export { type LoadedTls, readTlsFiles, type TlsMaterial, type TlsPaths } from './client/tls-files.ts'
export { containerIndex, type LiveIndex } from './index/container-index.ts'
export {
  type Aliases,
  ambiguous,
  areReplicasOf,
  type Known,
  matching,
  noSuchContainer,
  noSuchEngine,
  otherNames,
  targetOf,
  type Wanted,
} from './index/names.ts'
export { rosterOf } from './index/roster.ts'
export { dependentsOf, followersOf, isLastHealthyReplica } from './index/relations.ts'
export type { IndexNote } from './index/notes.ts'
export { ownContainerId } from './index/own-container.ts'
export { type EarlierWork, type OwnWorkRecord, recordOwnWork } from './index/own-work.ts'
export { sampler } from './index/sampler.ts'
export { laneOf, type Lanes, lanes, type Turned } from './lanes.ts'
export * from './ports.ts'
export type { WatchNote } from './watch/notes.ts'
export { postNowhere, postTo } from './watch/post.ts'
export { type Watch, watch } from './watch/watch.ts'
