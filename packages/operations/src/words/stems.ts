/** `stops`, `carries`, `inspecting`: what the word may be as a request has it. */
const stems = (word: string, ends: readonly RegExp[]): string[] =>
  ends.flatMap((end) => {
    const stem = word.replace(end, '')
    return stem === word ? [] : [stem, `${stem}e`, stem.replace(/(.)\1$/, '$1'), stem.replace(/i$/, 'y')]
  })

export const thirdPerson = (word: string): string[] => stems(word, [/s$/, /es$/])

/** `running` tells of a state and is none. */
export const gerund = (word: string): string[] => stems(word, [/(?<!^runn)ing$/])
