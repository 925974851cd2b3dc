import { concludes, escalates, type Rule } from '../conclusion.ts'
import { failingProbes, isUnhealthy } from '../state.ts'

/** How a probe looks that never got as far as asking the service. */
const neverAsked =
  /executable file not found|oci runtime exec failed|\bsh: (?:\d+: |line \d+: )?\S+: (?:command )?not found|can't open '[^']+': no such file|exec: .{0,200}no such file or directory|exec format error/i
const notRun = [126, 127]

/** The check itself cannot run: it says nothing of the service, and no restart mends it. */
export const healthCheckBroken: Rule = ({ about, status }) => {
  if (!status || !isUnhealthy(status.value)) return null
  const probes = failingProbes(status.value)
  const last = probes.at(-1)
  if (!last || !probes.every(({ exit_code, output }) => notRun.includes(exit_code) || neverAsked.test(output)))
    return null
  const sentence = `The health check of ${about} cannot run (${last.output.slice(0, 200) || `exit ${last.exit_code}`}), so it says nothing of the service`
  return concludes(
    'health_check_broken',
    sentence,
    [status],
    escalates(sentence, `mend the health check: ${status.value.health_check ?? 'it is not known'}`),
  )
}
