import type * as Curves from "@noble/curves/ed25519.js";
import { encodeHex } from "@yuejian/digests";
import { beforeAll, expect, it, vi } from "vitest";
import type * as Vrf from "../../../methods/digests/keys/vrf.ts";
import type * as Sm2 from "../format/sm2.ts";
import { buildSmallBundle, type SmallBundle } from "../testing/small-bundle.ts";
import { verifyBundle } from "./index.ts";

/** Gives the answer again for exactly the bytes that were judged before: of a signature that no change touched, thousands of times. */
function remembering<Args extends unknown[], Answer>(judge: (...args: Args) => Answer): (...args: Args) => Answer {
  const answers = new Map<string, Answer>();
  return (...args) => {
    const question = JSON.stringify(args, (_, value: unknown) => (ArrayBuffer.isView(value) ? encodeHex(value as Uint8Array) : value));
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = judge(...args);
    answers.set(question, answer);
    return answer;
  };
}

vi.mock("@noble/curves/ed25519.js", async (original) => {
  const real = await original<typeof Curves>();
  return { ...real, ed25519: { ...real.ed25519, verify: remembering(real.ed25519.verify) } };
});
vi.mock("../format/sm2.ts", async (original) => {
  const real = await original<typeof Sm2>();
  return { ...real, verifySm2: remembering(real.verifySm2) };
});

vi.mock("../../../methods/digests/keys/vrf.ts", async (original) => {
  const real = await original<typeof Vrf>();
  return { ...real, verifyVrf: remembering(real.verifyVrf) };
});

let small: SmallBundle;
beforeAll(async () => {
  small = await buildSmallBundle();
});

const holds = (document: unknown): boolean => {
  const { ok, execution, checks } = verifyBundle(document, { trustedKeys: [small.trustedKey], trust: [small.smKey] });
  // A kind of supplement that nobody knows, and one taken away, count for nothing: that is no acceptance of the one that was there.
  return ok && execution === "same" && checks.some(({ subject, isSettled }) => subject === "sm" && isSettled);
};

it("a bundle with any of its bytes changed is refused, whichever it is", () => {
  const bytes = new TextEncoder().encode(small.text);
  expect(holds(bytes)).toBe(true);
  const accepted: string[] = [];
  const c = process.cpuUsage();
  for (let at = 0; at < bytes.length; at++) {
    const before = bytes[at] ?? 0;
    // The lowest bit leaves most digits digits and letters letters: what is refused for its form alone would show little.
    bytes[at] = before ^ 1;
    if (holds(bytes)) accepted.push(`byte ${at}: ${small.text.slice(Math.max(0, at - 20), at + 20)}`);
    bytes[at] = before;
  }
  const u = process.cpuUsage(c);
  console.log("CPU", (u.user + u.system) / 1e6);
  expect(accepted).toEqual([]);
  expect(holds(bytes)).toBe(true);
}, 600_000);

it("a bundle without any one of its members or items is refused, whichever it is", () => {
  const accepted: string[] = [];
  /** Leaves out each member below `value`, which stands in `document` at `path`. */
  const leaveOut = (document: unknown, value: Record<string, unknown>, path: string): void => {
    for (const name of Object.keys(value)) {
      const member = value[name];
      const without: [string, unknown][] = Object.entries(value).filter(([other]) => other !== name);
      const all = Object.entries(value);
      rewrite(value, without);
      if (holds(document)) accepted.push(`${path}.${name}`);
      rewrite(value, all);
      if (typeof member === "object" && member !== null) leaveOut(document, member as Record<string, unknown>, `${path}.${name}`);
    }
  };
  const document: unknown = JSON.parse(small.text);
  leaveOut(document, document as Record<string, unknown>, "bundle");
  expect(accepted).toEqual([]);
  expect(holds(document)).toBe(true);
}, 600_000);

/** Gives an object or a list other members, in place. */
function rewrite(value: Record<string, unknown> | unknown[], members: readonly [string, unknown][]): void {
  if (Array.isArray(value)) value.splice(0, value.length, ...members.map(([, item]) => item));
  else {
    for (const name of Object.keys(value)) delete value[name];
    Object.assign(value, Object.fromEntries(members));
  }
}
