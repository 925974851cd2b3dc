export type { Command } from './command.ts'
export type { About, ChangeDefinition, EngineCall, Reached, ReadDefinition } from './definition.ts'
export { callsOf, standingCalls } from './engine-calls.ts'
export { EngineInspect } from './engine/inspect.ts'
export { EngineListItem } from './engine/list.ts'
export { EngineService } from './engine/service.ts'
export { mostLines } from './most-lines.ts'
export { Operation, type OperationKind } from './operation.ts'
export { changeOf, isChange, isKind, kinds, operations, sentenceOf } from './operations.ts'
export { type Conclusion, conclude, isSameState } from './observed/conclude.ts'
export { judge, type Judgement, type Said, stateOf } from './observed/judge.ts'
export { parseCommand } from './parse.ts'
export { instantOf, isAfter, nanoseconds } from './project/moment.ts'
export type { Projection } from './project/projection.ts'
export { serviceBaselineOf } from './project/service-state.ts'
export { baselineOf, healthOf, healthSecondsOf, statusOf } from './project/state.ts'
export {
  nothingTold,
  type LogLine,
  type Part,
  type ReadContext,
  type Reading,
  type SeenStart,
  type Told,
} from './reading.ts'
export { commandForm, renderCommand } from './render.ts'
export { asksForErrorsOnly } from './words/log-lines.ts'
export { interpretOffline, type Interpreted } from './words/interpret.ts'
