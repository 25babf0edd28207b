/** Text of WASM functions over the field of 2^255 − 19. An element is ten limbs of 26 and 25 bits in turn (radix 2^25.5), each in 64 bits, 80 bytes in
 *  all; limbs are never negative. «Tight»: a limb hardly exceeds its bits, as products leave it. Products take operands whose looseness (how many
 *  tight elements they are as large as) multiplies to at most 30: their sums of ten products then stay under 2^64. */

/** Bytes of an element. */
export const ELEMENT = 80;

const LIMBS = Array.from({ length: 10 }, (_, at) => at);
export const bitsOf = (limb: number): number => (limb % 2 === 0 ? 26 : 25);

const get = (name: string): string => `(local.get ${name})`;
const load = (from: string, limb: number): string => `(i64.load offset=${8 * limb} ${get(from)})`;
const store = (limb: number, value: string): string => `(i64.store offset=${8 * limb} ${get("$d")} ${value})`;
const add = (...terms: readonly string[]): string => terms.reduce((sum, term) => `(i64.add ${sum} ${term})`);
const times = (left: string, right: string | number): string =>
  `(i64.mul ${left} ${typeof right === "number" ? `(i64.const ${right})` : right})`;
const locals = (...names: readonly string[]): string => names.map((name) => `(local ${name} i64)`).join(" ");
const maskOf = (limb: number): string => `(i64.const ${2 ** bitsOf(limb) - 1})`;

/** A multiple of the prime, limb by limb. */
function multipleOfPrime(multiple: number): readonly number[] {
  return LIMBS.map((limb) => multiple * (2 ** bitsOf(limb) - (limb === 0 ? 19 : 1)));
}

/** Carries from limb to limb along two chains that run beside each other, so that neither waits for the other. */
function carriesText(): string {
  const step = (from: number): string => {
    const carry = `(i64.shr_u ${get(`$h${from}`)} (i64.const ${bitsOf(from)}))`;
    const into = (from + 1) % 10;
    return `(local.set $h${into} ${add(get(`$h${into}`), from === 9 ? times(carry, 19) : carry)})
      (local.set $h${from} (i64.and ${get(`$h${from}`)} ${maskOf(from)}))`;
  };
  return [0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0].map(step).join("\n");
}

const storeAll = (): string => LIMBS.map((limb) => store(limb, get(`$h${limb}`))).join("\n");
const sums = LIMBS.map((limb) => `$h${limb}`);

/** a·b. Limb i·j counts twice where both are odd (half a bit each), 19-fold beyond the top. */
function multiplyText(): string {
  const [f, g] = [LIMBS.map((limb) => `$f${limb}`), LIMBS.map((limb) => `$g${limb}`)];
  const [twice, nineteen] = [f.map((name) => `${name}t`), g.map((name) => `${name}n`)];
  const product = (i: number, j: number): string => {
    const left = i % 2 === 1 && j % 2 === 1 ? twice[i] : f[i];
    return times(get(left ?? ""), get((i + j >= 10 ? nineteen[j] : g[j]) ?? ""));
  };
  const sum = (k: number): string => add(...LIMBS.map((i) => product(i, (k - i + 10) % 10)));
  return `(func $multiply (param $d i32) (param $a i32) (param $b i32) ${locals(...f, ...g, ...twice, ...nineteen, ...sums)}
    ${LIMBS.map((limb) => `(local.set ${f[limb]} ${load("$a", limb)}) (local.set ${g[limb]} ${load("$b", limb)})`).join("\n")}
    ${LIMBS.filter((limb) => limb % 2 === 1)
      .map((limb) => `(local.set ${twice[limb]} ${add(get(f[limb] ?? ""), get(f[limb] ?? ""))})`)
      .join("\n")}
    ${LIMBS.slice(1)
      .map((limb) => `(local.set ${nineteen[limb]} ${times(get(g[limb] ?? ""), 19)})`)
      .join("\n")}
    ${LIMBS.map((k) => `(local.set $h${k} ${sum(k)})`).join("\n")}
    ${carriesText()}
    ${storeAll()})`;
}

/** a², n times over; 55 products a time. */
function squareText(): string {
  const f = LIMBS.map((limb) => `$f${limb}`);
  const [twice, nineteen] = [f.map((name) => `${name}t`), f.map((name) => `${name}n`)];
  const sum = (k: number): string => {
    const terms: string[] = [];
    for (const i of LIMBS) {
      const j = (k - i + 10) % 10;
      if (j < i) continue;
      const wraps = i + j >= 10;
      const isOdd = i % 2 === 1 && j % 2 === 1;
      const left = i === j ? (isOdd ? twice[i] : f[i]) : twice[i];
      const product = times(get(left ?? ""), get((wraps ? nineteen[j] : f[j]) ?? ""));
      terms.push(i !== j && isOdd ? `(i64.shl ${product} (i64.const 1))` : product);
    }
    return add(...terms);
  };
  return `(func $square (param $d i32) (param $a i32) (param $n i32) ${locals(...f, ...twice, ...nineteen, ...sums)}
    ${LIMBS.map((limb) => `(local.set $h${limb} ${load("$a", limb)})`).join("\n")}
    (loop $again
      ${LIMBS.map((limb) => `(local.set ${f[limb]} ${get(`$h${limb}`)}) (local.set ${twice[limb]} ${add(get(`$h${limb}`), get(`$h${limb}`))})`).join("\n")}
      ${LIMBS.slice(5)
        .map((limb) => `(local.set ${nineteen[limb]} ${times(get(f[limb] ?? ""), 19)})`)
        .join("\n")}
      ${LIMBS.map((k) => `(local.set $h${k} ${sum(k)})`).join("\n")}
      ${carriesText()}
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    ${storeAll()})`;
}

/** a + b: as loose as both together. a − b: two looser than a for a tight b, four looser for one up to thrice as loose. */
function sumsText(): string {
  const each = (value: (limb: number) => string): string => LIMBS.map((limb) => store(limb, value(limb))).join("\n");
  const difference = (name: string, multiple: number): string => {
    const bias = multipleOfPrime(multiple);
    return `(func ${name} (param $d i32) (param $a i32) (param $b i32)
      ${each((limb) => `(i64.sub ${add(load("$a", limb), `(i64.const ${bias[limb]})`)} ${load("$b", limb)})`)})`;
  };
  return `(func $add (param $d i32) (param $a i32) (param $b i32) ${each((limb) => add(load("$a", limb), load("$b", limb)))})
    ${difference("$subtract2", 2)}
    ${difference("$subtract4", 4)}
    (func $copy (param $d i32) (param $a i32) ${each((limb) => load("$a", limb))})
    (func $tighten (param $d i32) (param $a i32) ${locals(...sums)}
      ${LIMBS.map((limb) => `(local.set $h${limb} ${load("$a", limb)})`).join("\n")}
      ${carriesText()}
      ${storeAll()})`;
}

const POSITIONS = LIMBS.map((limb) => Math.ceil(25.5 * limb));

/** Elements to 32 bytes, little-endian and below the prime, and back (the highest bit is ignored). */
function bytesText(): string {
  const h = (limb: number): string => get(`$h${limb}`);
  const words = [0, 1, 2, 3].map((word) => {
    const parts = LIMBS.flatMap((limb) => {
      const shift = (POSITIONS[limb] ?? 0) - 64 * word;
      if (shift >= 64 || shift + bitsOf(limb) <= 0) return [];
      return [shift >= 0 ? `(i64.shl ${h(limb)} (i64.const ${shift}))` : `(i64.shr_u ${h(limb)} (i64.const ${-shift}))`];
    });
    return `(i64.store offset=${8 * word} ${get("$d")} ${parts.reduce((all, part) => `(i64.or ${all} ${part})`)})`;
  });
  const limbs = LIMBS.map((limb) => {
    const position = POSITIONS[limb] ?? 0;
    const [word, shift] = [Math.floor(position / 64), position % 64];
    const low = `(i64.shr_u (i64.load offset=${8 * word} ${get("$a")}) (i64.const ${shift}))`;
    const spills = shift + bitsOf(limb) > 64;
    const value = spills ? `(i64.or ${low} (i64.shl (i64.load offset=${8 * (word + 1)} ${get("$a")}) (i64.const ${64 - shift})))` : low;
    return store(limb, `(i64.and ${value} ${maskOf(limb)})`);
  });
  // How often the prime is still in it shows in what 19 more would carry out of the top.
  const quotient = LIMBS.map((limb) => `(local.set $q (i64.shr_u ${add(h(limb), get("$q"))} (i64.const ${bitsOf(limb)})))`).join("\n");
  const ripple = LIMBS.slice(0, 9)
    .map(
      (limb) => `(local.set $h${limb + 1} ${add(h(limb + 1), `(i64.shr_u ${h(limb)} (i64.const ${bitsOf(limb)}))`)})
      (local.set $h${limb} (i64.and ${h(limb)} ${maskOf(limb)}))`,
    )
    .join("\n");
  return `(func $to_bytes (param $d i32) (param $a i32) ${locals(...sums, "$q")}
      ${LIMBS.map((limb) => `(local.set $h${limb} ${load("$a", limb)})`).join("\n")}
      ${carriesText()}
      (local.set $q (i64.const 19))
      ${quotient}
      (local.set $h0 ${add(h(0), times(get("$q"), 19))})
      ${ripple}
      (local.set $h9 (i64.and ${h(9)} ${maskOf(9)}))
      ${words.join("\n")})
    (func $from_bytes (param $d i32) (param $a i32) ${limbs.join("\n")})`;
}

/** Powers: a^(2^252 − 3), from which square roots follow, and a^(2^255 − 21), the inverse. `scratch`: four elements. */
function powersText(scratch: number): string {
  const [t0, t1, t2, t3] = [0, 1, 2, 3].map((slot) => `(i32.const ${scratch + slot * ELEMENT})`);
  const square = (into: string, of: string, often: number): string => `(call $square ${into} ${of} (i32.const ${often}))`;
  const multiply = (into: string, left: string, right: string): string => `(call $multiply ${into} ${left} ${right})`;
  const a = get("$a");
  return `(func $root_power (param $d i32) (param $a i32)
      ${square(t0 ?? "", a, 1)} ${square(t1 ?? "", t0 ?? "", 2)} ${multiply(t1 ?? "", a, t1 ?? "")}
      ${multiply(t0 ?? "", t0 ?? "", t1 ?? "")} ${square(t0 ?? "", t0 ?? "", 1)} ${multiply(t0 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t1 ?? "", t0 ?? "", 5)} ${multiply(t0 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t1 ?? "", t0 ?? "", 10)} ${multiply(t1 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t2 ?? "", t1 ?? "", 20)} ${multiply(t1 ?? "", t2 ?? "", t1 ?? "")}
      ${square(t1 ?? "", t1 ?? "", 10)} ${multiply(t0 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t1 ?? "", t0 ?? "", 50)} ${multiply(t1 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t2 ?? "", t1 ?? "", 100)} ${multiply(t1 ?? "", t2 ?? "", t1 ?? "")}
      ${square(t1 ?? "", t1 ?? "", 50)} ${multiply(t0 ?? "", t1 ?? "", t0 ?? "")}
      ${square(t0 ?? "", t0 ?? "", 2)} ${multiply(get("$d"), t0 ?? "", a)})
    (func $invert (param $d i32) (param $a i32)
      ${square(t3 ?? "", a, 1)} ${multiply(t3 ?? "", t3 ?? "", a)}
      (call $root_power ${get("$d")} ${a})
      ${square(get("$d"), get("$d"), 3)} ${multiply(get("$d"), get("$d"), t3 ?? "")})`;
}

/** All of it; `scratch`: the address of four elements that nobody else uses. */
export function fieldText(scratch: number): string {
  return [multiplyText(), squareText(), sumsText(), bytesText(), powersText(scratch)].join("\n");
}
