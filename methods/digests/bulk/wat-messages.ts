import { INITIAL_STATE } from "../sha256-constants.ts";
import { MEMORY } from "./wat-rounds.ts";

/** A job is three 32-bit numbers: address of the padded message, its blocks, address of the digest. */
export const JOB_BYTES = 12;

/** $run: any number of padded messages of any length; a lane that is done takes the next job.
 *  nodes: inner nodes of an RFC 6962 tree, two neighbouring hashes each. */
export function messagesText(): string {
  return [initFunction(), runFunction(), nodesFunction()].join("\n");
}

const LANES = [0, 1, 2, 3] as const;

function initFunction(): string {
  const stores = INITIAL_STATE.map((word, index) => `(i32.store offset=${MEMORY.state + 16 * index} (local.get $at) (i32.const ${word}))`);
  return `(func $init (param $lane i32) (local $at i32)
    (local.set $at (i32.shl (local.get $lane) (i32.const 2)))
    ${stores.join("\n    ")})`;
}

function runFunction(): string {
  const locals = LANES.map((lane) => `(local $p${lane} i32) (local $n${lane} i32) (local $d${lane} i32)`).join(" ");
  const refill = LANES.map(
    (lane) => `
      (if (i32.eqz (local.get $n${lane}))
        (then
          (if (i32.lt_u (local.get $job) (local.get $end))
            (then
              (local.set $p${lane} (i32.load (local.get $job)))
              (local.set $n${lane} (i32.load offset=4 (local.get $job)))
              (local.set $d${lane} (i32.load offset=8 (local.get $job)))
              (local.set $job (i32.add (local.get $job) (i32.const ${JOB_BYTES})))
              (call $init (i32.const ${lane})))
            (else (local.set $p${lane} (i32.const ${MEMORY.idle}))))))`,
  );
  const advance = LANES.map(
    (lane) => `
      (if (local.get $n${lane})
        (then
          (local.set $p${lane} (i32.add (local.get $p${lane}) (i32.const 64)))
          (local.set $n${lane} (i32.sub (local.get $n${lane}) (i32.const 1)))
          (if (i32.eqz (local.get $n${lane})) (then (local.set $done (i32.or (local.get $done) (i32.const ${1 << lane})))))))`,
  );
  const deliver = LANES.map(
    (lane) => `
          (if (i32.and (local.get $done) (i32.const ${1 << lane}))
            (then
              (v128.store (local.get $d${lane}) (v128.load offset=${MEMORY.digests + 32 * lane} (i32.const 0)))
              (v128.store offset=16 (local.get $d${lane}) (v128.load offset=${MEMORY.digests + 32 * lane + 16} (i32.const 0)))))`,
  );
  const anyBusy = LANES.map((lane) => `(local.get $n${lane})`).reduce((left, right) => `(i32.or ${left} ${right})`);
  return `(func $run (export "run") (param $job i32) (param $end i32) (local $done i32) ${locals}
    (loop $next ${refill.join("")}
      (if ${anyBusy}
        (then
          (call $load ${LANES.map((lane) => `(local.get $p${lane})`).join(" ")})
          (call $rounds)
          (local.set $done (i32.const 0)) ${advance.join("")}
          (if (local.get $done) (then
            (call $store_digests) ${deliver.join("")}))
          (br $next)))))`;
}

/** Four nodes at a time; the last ones repeat the final node, so that no lane reads past the input. */
function nodesFunction(): string {
  const stateVectors = INITIAL_STATE.map(
    (word, index) => `(v128.store offset=${MEMORY.state + 16 * index} (i32.const 0) (i32x4.splat (i32.const ${word})))`,
  ).join("\n      ");
  const addresses = LANES.map(
    (
      lane,
    ) => `(local.set $p${lane} (i32.add (local.get $from) (i32.shl (select (i32.add (local.get $at) (i32.const ${lane})) (local.get $last)
        (i32.lt_u (i32.add (local.get $at) (i32.const ${lane})) (local.get $count))) (i32.const 6))))`,
  ).join("\n      ");
  // The second block of the 65 bytes: the last byte, 0x80, zeros, and 520 bits.
  const lastBytes = LANES.map(
    (lane) => `(i32.store offset=${MEMORY.block + 4 * lane} (i32.const 0)
        (i32.or (i32.const 0x800000) (i32.shl (i32.load8_u offset=63 (local.get $p${lane})) (i32.const 24))))`,
  ).join("\n      ");
  const zeros = Array.from(
    { length: 14 },
    (_, index) => `(v128.store offset=${MEMORY.block + 16 + 16 * index} (i32.const 0) (v128.const i32x4 0 0 0 0))`,
  ).join("\n      ");
  const results = LANES.map(
    (lane) => `(local.set $to (i32.add (local.get $into) (i32.shr_u (i32.sub (local.get $p${lane}) (local.get $from)) (i32.const 1))))
      (v128.store (local.get $to) (v128.load offset=${MEMORY.digests + 32 * lane} (i32.const 0)))
      (v128.store offset=16 (local.get $to) (v128.load offset=${MEMORY.digests + 32 * lane + 16} (i32.const 0)))`,
  ).join("\n      ");
  return `(func $nodes (export "nodes") (param $from i32) (param $into i32) (param $count i32)
    (local $at i32) (local $last i32) (local $to i32) ${LANES.map((lane) => `(local $p${lane} i32)`).join(" ")}
    (local.set $last (i32.sub (local.get $count) (i32.const 1)))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $at) (local.get $count)))
      ${addresses}
      ${stateVectors}
      (call $load ${LANES.map((lane) => `(i32.sub (local.get $p${lane}) (i32.const 1))`).join(" ")})
      (v128.store offset=${MEMORY.block} (i32.const 0)
        (v128.or (i32x4.splat (i32.const 0x01000000))
          (v128.and (i32x4.splat (i32.const 0x00ffffff)) (v128.load offset=${MEMORY.block} (i32.const 0)))))
      (call $rounds)
      ${lastBytes}
      ${zeros}
      (v128.store offset=${MEMORY.block + 240} (i32.const 0) (i32x4.splat (i32.const 520)))
      (call $rounds)
      (call $store_digests)
      ${results}
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br $next))))`;
}
