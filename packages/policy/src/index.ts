export { explain, explainDeed } from './explain.ts'
export { loadPolicy } from './policy.ts'
export * from './port.ts'
export { protection } from './protection.ts'
