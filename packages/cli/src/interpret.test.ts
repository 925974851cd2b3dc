import { expect, test } from 'vitest'
import { interpretCommand, interpretLine } from './interpret.ts'
import { typed } from './testing/terminal.ts'

test('plain words become a command', () => {
  expect(interpretLine('{"intent":"restart the service","target":"web"}')).toEqual({
    kind: 'container.restart',
    command: 'docker restart web',
  })
})

test.for([
  ['an intent for another thing', '{"intent":"make me a sandwich","target":"web"}', /\S/],
  ['two things at once', '{"intent":"stop it and show the logs","target":"web"}', /\S/],
  ['a host mount', '{"intent":"docker run -v /:/h busybox","target":"web"}', /run/],
  ['another target', '{"intent":"docker restart db","target":"web"}', /db/],
  ['no JSON', 'restart the service', /^expected a line .*, got text that is not JSON$/],
  ['half of JSON', '{"intent":', /not JSON$/],
  ['JSON of another kind', '[1, 2]', /expected a line/],
  ['no intent', '{"target":"web"}', /intent/],
  ['a target that is a flag', '{"intent":"restart it","target":"--privileged"}', /target/],
  ['a target that is a path', '{"intent":"restart it","target":"../etc"}', /target/],
] as const)('%s is refused with a sentence', ([, line, sentence]) => {
  expect(interpretLine(line)).toEqual({ refusal: expect.stringMatching(sentence), nearest: expect.any(Array) })
})

test('each line gets one line of answer, whatever separators its text holds and wherever the pieces end', async () => {
  const text = '{"intent":"restart the service","target":"web"}\n\n{"intent":"a\u2028b","target":"wéb"}\nlast'
  const bytes = new TextEncoder().encode(text)
  const input = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) => bytes.slice(index * 7, index * 7 + 7))
  const lines = await typed(interpretCommand, [], { input })
  expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual([
    ['kind', 'command'],
    ['refusal', 'nearest'],
    ['refusal', 'nearest'],
  ])
})
