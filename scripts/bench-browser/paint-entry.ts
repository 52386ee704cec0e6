/** Built for the bench alone: the painting by itself, on ranges that are already known. */
export { Highlights } from '../../src/page/highlights'
