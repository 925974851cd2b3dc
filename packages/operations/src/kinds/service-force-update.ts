import { z } from 'zod'
import { onTarget } from '../command.ts'
import { seen, serviceChange } from '../definition.ts'
import { updateService } from '../update-service.ts'

export const ServiceForceUpdate = z.strictObject({ kind: z.literal('service.force-update') })

export const serviceForceUpdate = serviceChange({
  schema: ServiceForceUpdate,
  about: 'service',
  summary: 'restart the tasks of a Swarm service one after another',
  sentence: (_, name) => `Restart all tasks of the Swarm service ${name}, as its update settings say.`,
  words: {
    verbs: [],
    serves: ['recovery', 'reread', 'harm', 'access', 'over'],
    phrases: [
      'force [a|an|the] [full|complete|quick|rolling|another|new] {aService} (update|redeploy|redeployment|rollout|rolling restart) [[of|on|for] {target}]',
      'force {target} to (update|redeploy|roll|(restart|redeploy|recycle) [all] [of] its tasks)',
      'force [an] update [of] {target} even if (nothing [has] changed|no changes require it|there are no changes)',
      'force {target} {aService} update',
      '(would you mind|do you mind|try) (forcing an update of|force updating) {target}',
      '(forcibly|forcefully) (update|redeploy) {target}',
      'update {target} (with|using) [the] (--force|force|force flag) [flag|option]',
      '{aService} update --force [{target}]',
      'update {target} (forcibly|forcefully|by force)',
      '[(do|run|perform|trigger|issue|execute|start|initiate|make|kick off|request|i need|we need|i want|we want)] [a|an|the] (forced|force) {aService} (update|redeploy|redeployment|rollout) [(of|on|for) {target}]',
      '{target} (needs|needs a|wants a) (force update|forced update|forced redeploy)',
      '{target} (needs to|has to|should|must) be (force updated|updated by force|forcibly updated)',
      '(get|have) {target} force updated',
      '(roll|reroll) {target} (again|once more|anew)',
      '(roll|reroll) (all|all of|every one of) [the|its] tasks [(of|in|for) {target}]',
      '(restart|recycle|cycle|bounce|replace|renew) (all|all of|each of|every one of) [the|its] tasks [(of|in|for) {target}] [one by one|one at a time]',
      '(restart|recycle|cycle|bounce|replace|renew) [the|its] tasks [(of|in|for) {target}] [one by one|one at a time]',
      '(restart|recycle|cycle|bounce|replace|renew) {target} tasks [one by one|one at a time]',
    ],
    speaks: ['force update', 'force an update', 'forced update', 'redeploy'],
  },
  command: {
    words: [['service', 'update']],
    operands: onTarget,
    flags: [],
    marks: [{ spellings: ['--force'], values: [], role: 'chooses' }],
    unsaid: {},
  },
  call: (_, reached, before) =>
    updateService(reached, before, (specification) => ({
      ...specification,
      TaskTemplate: { ...specification.TaskTemplate, ForceUpdate: before.force_update + 1 },
    })),
  interrupts: ({ replicas }) => replicas !== 0,
  undo: () => null,
  witness: (before, after) => (after === null ? 'cannot_tell' : seen(after.force_update > before.force_update)),
})
