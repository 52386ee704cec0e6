import packed from 'virtual:bianbai/engine'
import sentences from 'virtual:bianbai/rehearsal'
import { engineFor } from '../analysis/engine'
import { unpackRules } from '../cards/packed'
import { Model, type ModelFile } from '../reader/model'
import { Network, type NetworkFile } from '../reader/network'
import { Desk } from './desk'
import type { FromWorker, ToWorker } from './protocol'

interface Scope {
  postMessage(message: FromWorker): void
  onmessage: ((event: { data: ToWorker }) => void) | null
  location: { href: string }
}

/** Steps of the automaton that are kept: thousands of different pages take half as many, pages made for it any number. */
const mostSteps = 1_000_000

/** Runs the analysis in a worker, once for all pages: none of them has to load, compile and keep it. */
export function serve(scope: Scope): void {
  const rules = unpackRules(packed)
  let second: Promise<Model | undefined> | undefined
  const desk = new Desk({
    rules,
    second: () => {
      second ??= loadModel(scope.location.href).then((model) => {
        // Asked for once more with the next question.
        if (!model) second = undefined
        return model
      })
      return second
    },
    pause: nextTask(),
    turn: (page) => scope.postMessage({ turn: page }),
    answer: (page, answer) => scope.postMessage({ page, answer }),
  })
  let working = 0
  let rehearsed = false
  scope.onmessage = async ({ data }) => {
    if ('left' in data) return desk.leave(data.page)
    working++
    await desk.take(data.page, data.question)
    if (--working) return
    const { lexicon, cues } = engineFor(rules)
    if (lexicon.steps + cues.steps > mostSteps) return scope.postMessage({ spent: true })
    if (rehearsed || data.question.kind !== 'judge' || !data.question.second) return
    rehearsed = true
    await desk.rehearse(sentences)
  }
  // Before the first question has come.
  engineFor(rules)
}

/** Waits behind all that has come in meanwhile: `scheduler.yield` would let a long page go before every new question. */
function nextTask(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(0)
    })
}

async function loadModel(beside: string): Promise<Model | undefined> {
  const load = async <File>(name: string): Promise<File> => (await fetch(new URL(name, beside))).json()
  try {
    const [file, network] = await Promise.all([
      load<ModelFile>('reader.json'),
      load<NetworkFile>('network.json'),
    ])
    return new Model(file, new Network(network))
  } catch (error) {
    console.warn('辨白: without the second reader:', error)
    return undefined
  }
}
