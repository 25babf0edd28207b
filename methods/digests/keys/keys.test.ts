import type { CommittedKeyTree, KeyProof } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHex, encodeHex } from "../hex.ts";
import { keyInput, keyLeaf, keyTree, openKeyTree, verifyKeyProof, verifyVrf, vrfKey } from "./index.ts";

const bytes = (hex: string) => decodeHex(hex) ?? new Uint8Array(0);

/** RFC 9381, appendix B.3, examples 16 to 18. */
const VECTORS = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    input: "",
    proof:
      "8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f26f8a57ccaed74ee1b190bed1f479d9727d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805",
    beta: "90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    input: "72",
    proof:
      "f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed5933bf0864a62558b3ed7f2fea45c92a465301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02",
    beta: "eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031",
  },
  {
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    input: "af82",
    proof:
      "9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf8096bb474e53895c362d8628ee9f9ea3c0e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e",
    beta: "645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c452118fec1219202a0edcf038bb6373241578be7217ba85a2687f7a0310b2df19f",
  },
];

describe("the verifiable random function", () => {
  it.each(VECTORS)("proves, evaluates and verifies input “$input” as RFC 9381 does", ({ seed, publicKey, input, proof, beta }) => {
    const key = vrfKey(bytes(seed));
    expect(encodeHex(key.publicKey)).toBe(publicKey);
    expect(encodeHex(key.prove(bytes(input)).proof)).toBe(proof);
    expect(encodeHex(key.evaluate(bytes(input)).beta)).toBe(beta);
    expect(encodeHex(verifyVrf(bytes(publicKey), bytes(input), bytes(proof))?.beta ?? new Uint8Array(0))).toBe(beta);
  });

  it("refuses a proof with any bit changed, of another input, or under a key of small order", () => {
    const { publicKey, input, proof } = VECTORS[2] ?? raise();
    for (let bit = 0; bit < 640; bit += 7) {
      const changed = bytes(proof);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyVrf(bytes(publicKey), bytes(input), changed)).toBe(null);
    }
    expect(verifyVrf(bytes(publicKey), bytes("af83"), bytes(proof))).toBe(null);
    // The neutral element: every input would have one output.
    expect(verifyVrf(bytes(`01${"00".repeat(31)}`), bytes(input), bytes(proof))).toBe(null);
  });
});

const HOME = vrfKey(new Uint8Array(32).fill(7));
const BATCH = "bat_01JD0000000000000000000001";
const of = (value: string) => ({ batch: BATCH, column: "person_id", value });

function treeOf(keys: ReadonlyMap<string, readonly number[]>) {
  const leaves = [...keys].map(([value, rows]) => keyLeaf(HOME.evaluate(keyInput(of(value))), rows));
  const tree = keyTree(new Uint8Array(leaves.flatMap((leaf) => [...leaf])));
  const committed: CommittedKeyTree = { column: "person_id", root: encodeHex(tree.root), count: tree.count };
  const check = (value: string, proof: KeyProof, more: Partial<CommittedKeyTree> = {}) =>
    verifyKeyProof(proof, { vrf: encodeHex(HOME.publicKey), tree: { ...committed, ...more }, key: of(value) });
  return { tree, check };
}

const keySets = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 })
  .map((values) => new Map<string, number[]>(values.map((value) => [`p${value}`, [value + 1, value + 100]])));

describe("a tree of keys", () => {
  it("proves every absent key absent and every present key with all its rows, and neither as the other", () => {
    fc.assert(
      fc.property(keySets, fc.integer({ min: 0, max: 60 }), (keys, probe) => {
        const { tree, check } = treeOf(keys);
        const value = `p${probe}`;
        const rows = keys.get(value) ?? [];
        expect(check(value, openKeyTree(tree.leaves).prove(HOME, of(value), rows))).toEqual({ ok: true, rows });
        expect(() => tree.prove(HOME, of(value), rows.length === 0 ? [1] : [])).toThrow(RangeError);
        if (rows.length > 0) expect(() => tree.prove(HOME, of(value), rows.slice(1))).toThrow(RangeError);
      }),
      { numRuns: 60 },
    );
  });

  it("lets nobody show a present key as absent between any two leaves", () => {
    const keys = new Map(Array.from({ length: 9 }, (_, at) => [`p${at}`, [at + 1]] as const));
    const { tree, check } = treeOf(keys);
    const { vrf } = tree.prove(HOME, of("p4"), [5]);
    // Neighbours as they stand in true proofs of absent keys, in every combination.
    const sides = Array.from({ length: 16 }, (_, at) => tree.prove(HOME, of(`q${at}`), [])).flatMap((proof) =>
      "absent" in proof ? [proof.absent.left, proof.absent.right] : [],
    );
    for (const left of sides) for (const right of sides) expect(check("p4", { vrf, absent: { left, right } }).ok).toBe(false);
  });

  it("refuses a shortened or lengthened list of rows and any changed character of a proof", () => {
    const keys = new Map(Array.from({ length: 6 }, (_, at) => [`p${at}`, [at + 1, at + 50]] as const));
    const { tree, check } = treeOf(keys);
    const found = tree.prove(HOME, of("p3"), [4, 53]);
    if (!("found" in found)) throw new Error("p3 is there");
    for (const rows of [[4], [53], [], [4, 53, 54], [53, 4], [4, 4, 53]])
      expect(check("p3", { ...found, found: { ...found.found, rows } }).ok).toBe(false);
    for (const [value, proof] of [
      ["p3", found],
      ["q1", tree.prove(HOME, of("q1"), [])],
    ] as const) {
      expect(check(value, proof).ok).toBe(true);
      expect(check("p5", proof).ok).toBe(false);
      expect(check(value, proof, { column: "name" }).ok).toBe(false);
      const text = JSON.stringify(proof);
      for (let at = 0; at < text.length; at++) {
        const old = text[at] ?? "";
        if (!/[0-9a-f]/.test(old)) continue;
        let changed: KeyProof;
        try {
          changed = JSON.parse(text.slice(0, at) + (old === "1" ? "2" : "1") + text.slice(at + 1)) as KeyProof;
        } catch {
          continue;
        }
        let ok: boolean;
        try {
          ok = check(value, changed).ok;
        } catch {
          ok = false;
        }
        expect(ok, `${at}: ${text.slice(Math.max(0, at - 20), at + 20)}`).toBe(false);
      }
    }
  });

  it("of no keys proves any key absent, and only an empty tree does so without neighbours", () => {
    const { tree, check } = treeOf(new Map());
    const proof = tree.prove(HOME, of("p1"), []);
    expect(check("p1", proof)).toEqual({ ok: true, rows: [] });
    expect(check("p1", proof, { root: "ab".repeat(32) }).ok).toBe(false);
  });
});

function raise(): never {
  throw new Error("there is no such vector");
}
