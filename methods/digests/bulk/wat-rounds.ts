/** Text of the WASM functions that run SHA-256 on four messages at once: word i of the four messages stands in one 128-bit vector. */

/** Fixed addresses, in bytes. */
export const MEMORY = {
  /** 64 round constants, each four times. */
  constants: 0,
  /** 8 vectors: the running states of the four lanes. */
  state: 1024,
  /** 16 vectors: the block of each lane, word by word. */
  block: 1152,
  /** 4 × 32 bytes: the states as digests. */
  digests: 1408,
  /** One block of zeros for lanes without work. */
  idle: 1536,
  /** From here on the caller places its regions. */
  free: 2048,
} as const;

/** $rounds: one block for all lanes. $load: four block addresses → MEMORY.block. $store_digests: MEMORY.state → MEMORY.digests. */
export function roundsText(): string {
  return [roundsFunction(), loadFunction(), digestsFunction()].join("\n");
}

/** Four vectors in locals → their 4×4 transposition, each word's bytes reversed, left in `names`. */
function transposeText(names: readonly [string, string, string, string]): string {
  const [a, b, c, d] = names;
  const low = "0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23";
  const high = "8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31";
  const lowHalves = "3 2 1 0 7 6 5 4 19 18 17 16 23 22 21 20";
  const highHalves = "11 10 9 8 15 14 13 12 27 26 25 24 31 30 29 28";
  const shuffle = (lanes: string, left: string, right: string): string =>
    `(i8x16.shuffle ${lanes} (local.get ${left}) (local.get ${right}))`;
  return `
    (local.set $u0 ${shuffle(low, a, b)}) (local.set $u1 ${shuffle(low, c, d)})
    (local.set $u2 ${shuffle(high, a, b)}) (local.set $u3 ${shuffle(high, c, d)})
    (local.set ${a} ${shuffle(lowHalves, "$u0", "$u1")}) (local.set ${b} ${shuffle(highHalves, "$u0", "$u1")})
    (local.set ${c} ${shuffle(lowHalves, "$u2", "$u3")}) (local.set ${d} ${shuffle(highHalves, "$u2", "$u3")})`;
}

const LETTERS = ["$a", "$b", "$c", "$d", "$e", "$f", "$g", "$h"] as const;

function roundsFunction(): string {
  const words = Array.from({ length: 16 }, (_, index) => `$w${index}`);
  const lines: string[] = [`(func $rounds ${[...LETTERS, ...words, "$t", "$x", "$y"].map((name) => `(local ${name} v128)`).join(" ")}`];
  const get = (name: string): string => `(local.get ${name})`;
  LETTERS.forEach((letter, index) => {
    lines.push(`(local.set ${letter} (v128.load offset=${MEMORY.state + 16 * index} (i32.const 0)))`);
  });
  words.forEach((word, index) => {
    lines.push(`(local.set ${word} (v128.load offset=${MEMORY.block + 16 * index} (i32.const 0)))`);
  });
  // Majority is ((a ⊕ b) ∧ (b ⊕ c)) ⊕ b, where b ⊕ c is the a ⊕ b of the round before.
  lines.push(`(local.set $y ${xor(get("$b"), get("$c"))})`);
  for (let round = 0; round < 64; round++) {
    const name = (position: number): string => LETTERS[(position - round + 64) % 8] ?? "";
    const [a, b, d, e, f, g, h] = [name(0), name(1), name(3), name(4), name(5), name(6), name(7)];
    const word = words[round % 16] ?? "";
    if (round >= 16) {
      const older = (back: number): string => get(words[(round + 16 - back) % 16] ?? "");
      const small0 = xor(xor(rotate(older(15), 7), rotate(older(15), 18)), shift(older(15), 3));
      const small1 = xor(xor(rotate(older(2), 17), rotate(older(2), 19)), shift(older(2), 10));
      lines.push(`(local.set ${word} ${add(add(get(word), older(7)), add(small0, small1))})`);
    }
    const constant = `(v128.load offset=${MEMORY.constants + 16 * round} (i32.const 0))`;
    const choice = xor(get(g), and(get(e), xor(get(f), get(g))));
    const big1 = xor(xor(rotate(get(e), 6), rotate(get(e), 11)), rotate(get(e), 25));
    const big0 = xor(xor(rotate(get(a), 2), rotate(get(a), 13)), rotate(get(a), 22));
    const [now, before] = round % 2 === 0 ? ["$x", "$y"] : ["$y", "$x"];
    lines.push(
      `(local.set $t ${add(add(add(get(h), add(get(word), constant)), choice), big1)})`,
      `(local.set ${d} ${add(get(d), get("$t"))})`,
      `(local.set ${now} ${xor(get(a), get(b))})`,
      `(local.set ${h} ${add(add(get("$t"), big0), xor(and(get(now), get(before)), get(b)))})`,
    );
  }
  LETTERS.forEach((letter, index) => {
    const offset = MEMORY.state + 16 * index;
    lines.push(`(v128.store offset=${offset} (i32.const 0) ${add(get(letter), `(v128.load offset=${offset} (i32.const 0))`)})`);
  });
  return `${lines.join("\n")})`;
}

function loadFunction(): string {
  const groups = [0, 1, 2, 3].map(
    (group) => `
    ${[0, 1, 2, 3].map((lane) => `(local.set $r${lane} (v128.load offset=${16 * group} (local.get $p${lane})))`).join(" ")}
    ${transposeText(["$r0", "$r1", "$r2", "$r3"])}
    ${[0, 1, 2, 3].map((word) => `(v128.store offset=${MEMORY.block + 64 * group + 16 * word} (i32.const 0) (local.get $r${word}))`).join(" ")}`,
  );
  return `(func $load (param $p0 i32) (param $p1 i32) (param $p2 i32) (param $p3 i32) ${VECTORS} ${groups.join("\n")})`;
}

function digestsFunction(): string {
  const halves = [0, 1].map(
    (half) => `
    ${[0, 1, 2, 3].map((word) => `(local.set $r${word} (v128.load offset=${MEMORY.state + 64 * half + 16 * word} (i32.const 0)))`).join(" ")}
    ${transposeText(["$r0", "$r1", "$r2", "$r3"])}
    ${[0, 1, 2, 3].map((lane) => `(v128.store offset=${MEMORY.digests + 32 * lane + 16 * half} (i32.const 0) (local.get $r${lane}))`).join(" ")}`,
  );
  return `(func $store_digests ${VECTORS} ${halves.join("\n")})`;
}

const VECTORS = ["r0", "r1", "r2", "r3", "u0", "u1", "u2", "u3"].map((name) => `(local $${name} v128)`).join(" ");

const add = (left: string, right: string): string => `(i32x4.add ${left} ${right})`;
const xor = (left: string, right: string): string => `(v128.xor ${left} ${right})`;
const and = (left: string, right: string): string => `(v128.and ${left} ${right})`;
const shift = (value: string, bits: number): string => `(i32x4.shr_u ${value} (i32.const ${bits}))`;
const rotate = (value: string, bits: number): string => `(v128.or ${shift(value, bits)} (i32x4.shl ${value} (i32.const ${32 - bits})))`;
