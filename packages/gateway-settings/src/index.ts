export { type Config, parseSettings } from './config.ts'
export { type ConfiguredEngine, loadEngines } from './engines-file.ts'
export { readSettingsFile } from './settings-file.ts'
export { hashToken, loadSources } from './sources.ts'
