import type { WorkerLike } from './workers'

/** For unit tests: a worker that notes what it is asked and says what it is told to. */
export class FakeWorker<Asked, Said> implements WorkerLike<Asked, Said> {
  onmessage: WorkerLike<Asked, Said>['onmessage'] = null
  onerror: WorkerLike<Asked, Said>['onerror'] = null
  asked: Asked[] = []
  gone = false
  postMessage = (message: Asked) => {
    this.asked.push(message)
  }
  terminate = () => {
    this.gone = true
  }
  says = (data: Said) => this.onmessage?.({ data })
}

/** All workers that `start` has started. */
export function fakeWorkers<Asked, Said>() {
  const workers: FakeWorker<Asked, Said>[] = []
  const start = () => {
    const worker = new FakeWorker<Asked, Said>()
    workers.push(worker)
    return worker
  }
  return { workers, start }
}
