/** Between the segmenter's owner and its worker. */
export interface Request {
  id: number
  sentences: string[]
}

export type Response = { id: number; words: string[][] } | { id: number; error: string }
