import { realAdapters } from './assemble.ts'
import { runGateway } from './process.ts'

await runGateway(process, realAdapters)
