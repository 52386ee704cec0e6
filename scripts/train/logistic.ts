/** One example of a logistic regression: named numbers, flags that are 1 where they stand, and the answer. */
export interface Row {
  /** Indices of its numbers among the parameters, and the numbers. */
  at: Int32Array
  values: Float32Array
  /** Indices of its flags among the parameters; one that stands twice counts twice. */
  flags: Int32Array
  answer: 0 | 1
  weight: number
}

/** Steps back that L-BFGS goes by. */
const memory = 8

/** Least share of the promised fall that a step must bring. */
const armijo = 1e-4

/**
 * Logistic regression with a quadratic penalty, by L-BFGS (Nocedal & Wright, Numerical Optimization, algorithm 7.5).
 * Single-threaded, without chance: the same rows give the same numbers.
 * @param decay for each parameter, how strongly it is drawn to zero
 * @returns the parameters
 */
export function fitLogistic(rows: readonly Row[], decay: Float64Array, steps: number): Float64Array {
  const size = decay.length
  const loss = (x: Float64Array, gradient: Float64Array): number => {
    let sum = 0
    for (let j = 0; j < size; j++) {
      gradient[j] = decay[j]! * x[j]!
      sum += 0.5 * decay[j]! * x[j]! * x[j]!
    }
    for (const { at, values, flags, answer, weight } of rows) {
      let logit = 0
      for (let i = 0; i < at.length; i++) logit += x[at[i]!]! * values[i]!
      for (let i = 0; i < flags.length; i++) logit += x[flags[i]!]!
      const signed = answer ? logit : -logit
      sum += weight * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed)
      const error = (1 / (1 + Math.exp(-logit)) - answer) * weight
      for (let i = 0; i < at.length; i++) gradient[at[i]!]! += error * values[i]!
      for (let i = 0; i < flags.length; i++) gradient[flags[i]!]! += error
    }
    return sum
  }
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += a[j]! * b[j]!
    return sum
  }

  let x = new Float64Array(size)
  let gradient = new Float64Array(size)
  let value = loss(x, gradient)
  const past: { move: Float64Array; turn: Float64Array; scale: number }[] = []
  for (let step = 0; step < steps; step++) {
    const direction = gradient.map((g) => -g)
    const shares: number[] = []
    for (let k = past.length - 1; k >= 0; k--) {
      const { move, turn, scale } = past[k]!
      const share = (shares[k] = scale * dot(move, direction))
      for (let j = 0; j < size; j++) direction[j]! -= share * turn[j]!
    }
    const last = past.at(-1)
    const first = last
      ? 1 / (last.scale * dot(last.turn, last.turn))
      : 1 / (Math.sqrt(dot(gradient, gradient)) || 1)
    for (let j = 0; j < size; j++) direction[j]! *= first
    past.forEach(({ move, turn, scale }, k) => {
      const share = shares[k]! - scale * dot(turn, direction)
      for (let j = 0; j < size; j++) direction[j]! += share * move[j]!
    })
    const slope = dot(direction, gradient)
    // Negated, so that what is no number ends it too.
    if (!(slope < -1e-6)) break
    let length = 1
    let next = x
    const nextGradient = new Float64Array(size)
    let nextValue = value
    for (; length > 1e-6; length /= 2) {
      const reach = length
      next = x.map((from, j) => from + reach * direction[j]!)
      nextValue = loss(next, nextGradient)
      if (nextValue <= value + armijo * length * slope) break
    }
    if (!(nextValue < value)) break
    const move = next.map((to, j) => to - x[j]!)
    const turn = nextGradient.map((to, j) => to - gradient[j]!)
    const curve = dot(move, turn)
    if (curve > 1e-10) {
      past.push({ move, turn, scale: 1 / curve })
      if (past.length > memory) past.shift()
    }
    x = next
    gradient = nextGradient
    value = nextValue
  }
  return x
}
