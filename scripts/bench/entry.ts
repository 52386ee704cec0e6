/** What the benchmark bundles. */
export { analyse } from '../../src/analysis/analyse'
export { engineFor } from '../../src/analysis/engine'
export { Model } from '../../src/reader/model'
export { Network } from '../../src/reader/network'
export { normalise } from '../../src/text/normalise'
