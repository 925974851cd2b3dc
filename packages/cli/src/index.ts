export { storyLine } from './story.ts'
