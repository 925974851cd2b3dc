import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const path = new URL('../../../../shared/data/hostile-text.jsonl', import.meta.url)
const Line = z.object({ text: z.string() })

/** Texts that others wrote to abuse whoever reads them; empty where the file is absent. */
export const hostileTexts = (): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Line.parse(JSON.parse(line)).text)
    : []
