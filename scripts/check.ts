import { program } from './program.ts'
import { staticChecks } from './static-checks.ts'
import { total } from './tally.ts'
import { runVitest } from './vitest.ts'

await program(async () => total([...(await staticChecks()), await runVitest(['unit'], process.argv.slice(2))]))
