;; Sums of products for src/reader/network.ts: what most of its time goes into. Translated by `npm run kernel`.
(module
  (memory (export "memory") 1)

  ;; out[p][o] = bias[o] + the sum over taps t and inputs i of x[p + t * step / stride][i] * weights[o][t][i], for `count` rows p, an even number.
  ;; Addresses and lengths are bytes; numbers are 32-bit floats. Rows of x lie `stride` bytes apart, those of out `4 * outputs`; the taps of a row
  ;; begin `step` bytes apart. Weights lie eight outputs side by side: [output / 8][tap][input][8]. Two rows at a time, in a fixed order of sums.
  (func (export "affine")
    (param $x i32) (param $stride i32) (param $step i32) (param $taps i32) (param $inputs i32)
    (param $weights i32) (param $bias i32) (param $outputs i32) (param $out i32) (param $count i32)
    (local $row i32) (local $o i32) (local $w i32) (local $tap i32) (local $at i32) (local $end i32) (local $to i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $one v128) (local $two v128) (local $w0 v128) (local $w1 v128)
    (loop $rows
      (local.set $w (local.get $weights))
      (local.set $o (i32.const 0))
      (loop $eights
        (local.set $a (v128.load (i32.add (local.get $bias) (local.get $o))))
        (local.set $b (v128.load offset=16 (i32.add (local.get $bias) (local.get $o))))
        (local.set $c (local.get $a))
        (local.set $d (local.get $b))
        (local.set $tap (i32.const 0))
        (loop $each
          (local.set $at (i32.add (local.get $x) (i32.mul (local.get $tap) (local.get $step))))
          (local.set $end (i32.add (local.get $at) (local.get $inputs)))
          (loop $products
            (local.set $one (v128.load32_splat (local.get $at)))
            (local.set $two (v128.load32_splat (i32.add (local.get $at) (local.get $stride))))
            (local.set $w0 (v128.load (local.get $w)))
            (local.set $w1 (v128.load offset=16 (local.get $w)))
            (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $one) (local.get $w0))))
            (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $one) (local.get $w1))))
            (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $two) (local.get $w0))))
            (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $two) (local.get $w1))))
            (local.set $w (i32.add (local.get $w) (i32.const 32)))
            (local.set $at (i32.add (local.get $at) (i32.const 4)))
            (br_if $products (i32.lt_u (local.get $at) (local.get $end))))
          (local.set $tap (i32.add (local.get $tap) (i32.const 1)))
          (br_if $each (i32.lt_u (local.get $tap) (local.get $taps))))
        (local.set $to (i32.add (local.get $out) (local.get $o)))
        (v128.store (local.get $to) (local.get $a))
        (v128.store offset=16 (local.get $to) (local.get $b))
        (local.set $to (i32.add (local.get $to) (local.get $outputs)))
        (v128.store (local.get $to) (local.get $c))
        (v128.store offset=16 (local.get $to) (local.get $d))
        (local.set $o (i32.add (local.get $o) (i32.const 32)))
        (br_if $eights (i32.lt_u (local.get $o) (local.get $outputs))))
      (local.set $x (i32.add (local.get $x) (i32.mul (local.get $stride) (i32.const 2))))
      (local.set $out (i32.add (local.get $out) (i32.mul (local.get $outputs) (i32.const 2))))
      (local.set $row (i32.add (local.get $row) (i32.const 2)))
      (br_if $rows (i32.lt_u (local.get $row) (local.get $count))))))
