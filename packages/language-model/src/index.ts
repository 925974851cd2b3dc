export * from './converse.ts'
export * from './lenient.ts'
export * from './mind.ts'
export * from './settings.ts'
