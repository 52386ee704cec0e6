/** What the benchmark bundles. */
export { analyse } from '../../src/analysis/analyse'
export { engineFor } from '../../src/analysis/engine'
export { normalise } from '../../src/text/normalise'
