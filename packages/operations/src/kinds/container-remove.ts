import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'

export const ContainerRemove = z.strictObject({ kind: z.literal('container.remove') })

export const containerRemove = change({
  schema: ContainerRemove,
  about: 'container',
  summary: 'remove a stopped container',
  sentence: (_, name) => `Remove the stopped container ${name}; its volumes stay.`,
  words: {
    verbs: [
      { base: 'remove', past: 'removed', ing: 'removing' },
      { base: 'delete', past: 'deleted', ing: 'deleting' },
      { base: 'rm', past: 'removed', ing: 'removing' },
    ],
    // A service is removed by other means and never here.
    object: '@it',
    serves: ['unneeded', 'harm'],
    phrases: ['get rid of {target}'],
    speaks: ['get rid of'],
  },
  command: {
    words: [['rm'], ['container', 'rm'], ['container', 'remove']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, { id }) => ({ method: 'DELETE', path: `/containers/${id}`, query: { v: '0', force: '0' } }),
  unfit: (_, { status }) =>
    status === 'created' || status === 'exited' || status === 'dead'
      ? null
      : `the container is ${status}; only a stopped one is removed`,
  interrupts: () => false,
  // What it wrote outside its volumes is gone with it.
  irreversible: true,
  undo: () => null,
  witness: (_, after) => (after?.status === 'removing' ? 'cannot_tell' : seen(after === null)),
})
