export { startAgent, type AgentDeps, type RunningAgent } from './agent.ts'
export { readConfig, type AgentConfig } from './config.ts'
