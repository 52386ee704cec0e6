import { browser } from '../platform/browser'
import { Model, type ModelFile } from '../reader/model'
import { pause } from './turns'

/**
 * Loads the learned second reader, a module of its own, so that pages are painted before it arrives and pay for it
 * only where it is wanted. Undefined where the page forbids the import.
 */
export async function loadSecondReader(): Promise<Model | undefined> {
  try {
    const address = browser.runtime.getURL('/reader.js' as never)
    const { default: file } = (await import(/* @vite-ignore */ address)) as { default: ModelFile }
    // Parsing it took a turn, and so does making it ready.
    await pause()
    const model = new Model(file)
    await pause()
    return model
  } catch (error) {
    console.debug('辨白: without the second reader:', error)
    return undefined
  }
}
