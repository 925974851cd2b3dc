import { maskPairs } from './pairs.ts'
import { maskShapes } from './shapes.ts'
import { maskUrls } from './urls.ts'

/** What names, shapes and URLs give away is masked, in text without private keys. */
export const withoutSecrets = (text: string): string => maskPairs(maskShapes(maskUrls(text)))
