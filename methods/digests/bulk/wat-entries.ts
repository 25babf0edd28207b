import { JOB_BYTES } from "./wat-messages.ts";
import { copy } from "./wat-records.ts";

/** One entry for the kernel: start and length of its key, start and length of its data. */
export const SPAN_BYTES = 16;

/** $entries lays out two padded messages an entry, the key as it is and the data behind the leaf prefix, and notes them as jobs, the leaves' list behind
 *  the keys'. `shift` is added to the starts. Digests go to `keys` and `leaves`, 32 bytes each. $leaves does so without the keys. */
export function entriesText(): string {
  return `${kernel("entries", true)}\n${kernel("leaves", false)}`;
}

function kernel(name: string, hasKeys: boolean): string {
  const load = (word: number): string => `(i32.load offset=${4 * word} (local.get $span))`;
  const job = (list: string, digest: string): string => `
    (i32.store (local.get ${list}) (local.get $arena))
    (i32.store offset=4 (local.get ${list}) (local.get $blocks))
    (i32.store offset=8 (local.get ${list}) (local.get ${digest}))
    (local.set ${list} (i32.add (local.get ${list}) (i32.const ${JOB_BYTES})))
    (local.set ${digest} (i32.add (local.get ${digest}) (i32.const 32)))
    (local.set $arena (i32.add (local.get $arena) (i32.shl (local.get $blocks) (i32.const 6))))`;
  const key = `
    ${copy("(local.get $arena)", `(i32.add (local.get $shift) ${load(0)})`, load(1))}
    (local.set $blocks (call $pad (local.get $arena) ${load(1)}))
    ${job("$key_job", "$keys")}`;
  return `(func $${name} (export "${name}")
    (param $span i32) (param $span_end i32) (param $shift i32) (param $keys i32) (param $leaves i32) (param $jobs i32) (param $arena i32)
    (local $key_job i32) (local $leaf_job i32) (local $leaf_jobs i32) (local $blocks i32) (local $to i32) (local $from i32) (local $left i32)
  (local.set $key_job (local.get $jobs))
  (local.set $leaf_jobs (i32.add (local.get $jobs)
    (i32.mul (i32.shr_u (i32.sub (local.get $span_end) (local.get $span)) (i32.const 4)) (i32.const ${JOB_BYTES}))))
  (local.set $leaf_job (local.get $leaf_jobs))
  (block $end (loop $next
    (br_if $end (i32.ge_u (local.get $span) (local.get $span_end)))
    ${hasKeys ? key : ""}
    (i32.store8 (local.get $arena) (i32.const 0))
    ${copy("(i32.add (local.get $arena) (i32.const 1))", `(i32.add (local.get $shift) ${load(2)})`, load(3))}
    (local.set $blocks (call $pad (local.get $arena) (i32.add ${load(3)} (i32.const 1))))
    ${job("$leaf_job", "$leaves")}
    (local.set $span (i32.add (local.get $span) (i32.const ${SPAN_BYTES})))
    (br $next)))
  (call $run (local.get $jobs) (local.get $key_job))
  (call $run (local.get $leaf_jobs) (local.get $leaf_job)))`;
}
