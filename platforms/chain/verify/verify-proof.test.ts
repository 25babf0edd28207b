import { beforeAll, describe, expect, it } from "vitest";
import {
  encodeProof,
  type JsonObject,
  type LeadProof,
  type OpenedContent,
  type ProofDocument,
  type ProvenContent,
  parseSignerKey,
  signerKeyOf,
  signNote,
  withholdCells,
  withholdMembers,
} from "../format/index.ts";
import { buildSampleProofs, type SampleProofs } from "../testing/sample-proofs.ts";
import { type Verification, verifyCheckpointConsistency, verifyProof } from "./index.ts";

let samples: SampleProofs;
beforeAll(async () => {
  samples = await buildSampleProofs();
});

const kinds = ["content", "fileEntry", "record", "lead"] as const;
const verify = (document: unknown, more: { file?: Uint8Array } = {}): Verification =>
  verifyProof(document, { trustedKeys: [samples.trustedKey], ...more });
const failed = (result: Verification) => result.checks.filter((check) => !check.ok).map((check) => check.code);

describe("a proof as built", () => {
  it.each(kinds)("of kind %s verifies as object, text and bytes", (kind) => {
    const document = samples[kind];
    const text = encodeProof(document);
    for (const form of [document, text, `${text}\n`, new TextEncoder().encode(text), JSON.parse(text)]) {
      const result = verify(form);
      expect(failed(result)).toEqual([]);
      expect(result.ok).toBe(true);
      expect(result.proves.length).toBeGreaterThan(0);
      expect(result.checks.every((check) => check.text.zh !== "" && check.text.en !== "")).toBe(true);
    }
  });

  it("says what it does not prove: truth before upload, time, neutrality, absence, withheld cells", () => {
    const { doesNotProve, checks } = verify(samples.lead);
    const words = doesNotProve.map((text) => text.zh).join("\n");
    expect(words).toContain("第十六条、第十八条");
    expect(words).toContain("第十七条");
    expect(words).toContain("pension-recoveries：不存在该记录由办案单位陈述，未经证明");
    expect(words).toContain("3 个个人信息单元格已遮蔽");
    expect(doesNotProve.map((text) => text.en)).toContain("pension-recoveries: absence asserted by the office, not proven");
    expect(checks.filter((check) => check.name === "absence").map((check) => check.subject)).toEqual(["pension-recoveries"]);
  });

  it("a file entry says that no file was compared, until the file is given", () => {
    const silent = verify(samples.fileEntry);
    expect(silent.doesNotProve.at(-1)?.en).toContain("No file was given");
    const compared = verify(samples.fileEntry, { file: samples.file });
    expect([compared.ok, compared.checks.filter(({ name }) => name === "file").length]).toEqual([true, 1]);
    expect(failed(verify(samples.fileEntry, { file: samples.sourceFile }))).toEqual(["LEAF_MISMATCH"]);
  });

  it("the source file of a batch is recognised, another file is not", () => {
    for (const kind of ["record", "lead"] as const) {
      expect(verify(samples[kind], { file: samples.sourceFile }).ok).toBe(true);
      expect(failed(verify(samples[kind], { file: samples.file }))).toEqual(["LEAF_MISMATCH"]);
    }
  });
});

describe("a copy with members withheld", () => {
  const isPersonal = (name: string) => name !== "values.months";
  const withheld = (of: LeadProof): LeadProof => ({
    ...of,
    lead: { ...of.lead, opened: withholdMembers(of.lead.opened, () => true) },
    finding: { ...of.finding, opened: withholdMembers(of.finding.opened, isPersonal) },
    rows: of.rows.map((row) => ({ ...row, cells: withholdCells(row.cells, () => true) })),
  });

  it("verifies, says how many, and holds none of the texts", () => {
    const copy = withheld(samples.lead);
    const result = verify(encodeProof(copy));
    expect(failed(result)).toEqual([]);
    expect(result.doesNotProve.map((text) => text.en).join()).toContain("13 personal cells are withheld");
    expect(encodeProof(samples.lead)).toContain("990602198512310013");
    expect(encodeProof(copy)).not.toMatch(/990602198512310013|张/);
    expect(encodeProof(withheld(copy))).toBe(encodeProof(copy));
  });

  it("cannot be filled with other values, nor hide the subject in one place only", () => {
    const copy = withheld(samples.lead);
    const subject = { salt: "00".repeat(16), value: "990601199003077718" };
    const both = {
      ...copy,
      lead: { ...copy.lead, opened: { ...copy.lead.opened, subject } },
      finding: { ...copy.finding, opened: { ...copy.finding.opened, subject } },
    };
    expect(failed(verify(both))).toEqual(["LEAF_MISMATCH"]);
    expect(failed(verify({ ...samples.lead, lead: copy.lead }))).toEqual(["PROOF_INCOHERENT"]);
  });
});

describe("any flipped bit fails", () => {
  it("all eight bits of every byte of an entry's proof", () => {
    expect(survivors(samples.fileEntry, [0, 1, 2, 3, 4, 5, 6, 7])).toEqual([]);
  });

  it.each(["record", "lead"] as const)(
    "one bit of every byte of a %s's proof",
    (kind) => {
      expect(survivors(samples[kind], null)).toEqual([]);
    },
    300_000,
  );

  it.each(kinds)(
    "every leaf of %s's JSON changed, every member dropped, every object given one more member",
    (kind) => {
      const accepted = mutants(JSON.parse(encodeProof(samples[kind])) as ProofDocument).filter(({ document }) => verify(document).ok);
      expect(accepted.map((mutant) => mutant.what)).toEqual([]);
    },
    300_000,
  );
});

describe("a hostile document", () => {
  const hostile: [string, () => unknown, string][] = [
    ["nothing", () => null, "PROOF_MALFORMED"],
    ["a number", () => 7, "PROOF_MALFORMED"],
    ["an unknown kind", () => ({ ...samples.lead, kind: "case" }), "PROOF_MALFORMED"],
    ["text that is not canonical", () => JSON.stringify(samples.lead, null, 1), "PROOF_MALFORMED"],
    ["bytes that are not UTF-8", () => Uint8Array.of(0x7b, 0xff), "PROOF_MALFORMED"],
    ["depth without end", () => "[".repeat(200_000), "PROOF_MALFORMED"],
    ["a cyclic object", () => cyclic(), "PROOF_MALFORMED"],
    ["another log's checkpoint", () => ({ ...samples.lead, checkpoint: otherCheckpoint() }), "KEY_UNKNOWN"],
    ["no signature by the log", () => ({ ...samples.lead, checkpoint: samples.lead.checkpoint.replace(/—.*\n$/, "") }), "PROOF_MALFORMED"],
    ["an older checkpoint of the same log", () => ({ ...samples.lead, checkpoint: samples.checkpoints.older }), "ROOT_MISMATCH"],
    ["a withheld row", () => ({ ...samples.lead, rows: samples.lead.rows.slice(1) }), "PROOF_INCOHERENT"],
    ["a row twice", () => ({ ...samples.lead, rows: [...samples.lead.rows, ...samples.lead.rows.slice(-1)] }), "PROOF_INCOHERENT"],
    ["rows in another order", () => ({ ...samples.lead, rows: samples.lead.rows.toReversed() }), "PROOF_INCOHERENT"],
    [
      "a batch twice",
      () => ({ ...samples.lead, batches: [...samples.lead.batches, ...samples.lead.batches.slice(-1)] }),
      "PROOF_INCOHERENT",
    ],
    ["a batch without its rows", () => ({ ...samples.lead, batches: samples.lead.batches.slice(1) }), "PROOF_INCOHERENT"],
    [
      "a run in the place of the lead",
      () => ({ ...samples.lead, lead: { ...samples.lead.run, opened: samples.lead.lead.opened } }),
      "PROOF_INCOHERENT",
    ],
    ["a lead in the place of the run", () => ({ ...samples.lead, run: bare(samples.lead.lead) }), "PROOF_INCOHERENT"],
    ["a lead that names another run", () => samples.strays.run, "PROOF_INCOHERENT"],
    ["a lead of another model", () => samples.strays.model, "PROOF_INCOHERENT"],
    ["a lead about another subject", () => samples.strays.subject, "PROOF_INCOHERENT"],
    ["a statement about another lead", () => samples.strays.lead, "PROOF_INCOHERENT"],
    ["a run on another snapshot", () => samples.strays.snapshot, "PROOF_INCOHERENT"],
    ["a column under another name", () => samples.strays.column, "LEAF_MISMATCH"],
    ["a row of another leaf", () => ({ ...samples.record, record: { ...samples.record.record, leafIndex: 2 } }), "ROOT_MISMATCH"],
  ];
  it.each(hostile)("with %s is refused", (_, document, code) => {
    const result = verify(document());
    expect(result.ok).toBe(false);
    expect(result.proves).toEqual([]);
    expect(failed(result)).toContain(code);
  });

  it("true parts that do not belong together fail in that one check", () => {
    for (const stray of Object.values(samples.strays)) expect(failed(verify(stray))).toHaveLength(1);
  });

  it("without a trusted key, or with a malformed one, nothing is proven", () => {
    expect(failed(verifyProof(samples.lead, { trustedKeys: [] }))).toEqual(["KEY_UNKNOWN"]);
    expect(failed(verifyProof(samples.lead, { trustedKeys: ["x"] }))).toEqual(["PROOF_MALFORMED"]);
  });

  it("a signature line by a stranger is passed over and named; a false one under the log's own name is refused", () => {
    const stranger = signerKeyOf("stranger.example", new Uint8Array(32).fill(3));
    const [text] = samples.lead.checkpoint.split("\n\n");
    const line = signNote(`${text}\n`, stranger).split("\n\n")[1];
    const result = verify({ ...samples.lead, checkpoint: `${samples.lead.checkpoint}${line}` });
    expect(failed(result)).toEqual([]);
    expect(result.checks.at(-1)).toMatchObject({
      name: "cosignature",
      isSettled: false,
      text: { en: expect.stringContaining("stranger.example") },
    });
    const twice = samples.lead.checkpoint.split("\n\n")[1] ?? "";
    expect(failed(verify({ ...samples.lead, checkpoint: `${samples.lead.checkpoint}${twice}` }))).toEqual(["PROOF_INCOHERENT"]);
    const forged = samples.lead.checkpoint.replace(/[A-Za-z0-9](?==*\n$)/, (last) => (last === "A" ? "E" : "A"));
    expect(forged).not.toBe(samples.lead.checkpoint);
    expect(["SIGNATURE_INVALID", "PROOF_MALFORMED"]).toContain(failed(verify({ ...samples.lead, checkpoint: forged }))[0]);
  });
});

describe("two checkpoints", () => {
  const check = (change: Partial<Parameters<typeof verifyCheckpointConsistency>[0]>) =>
    verifyCheckpointConsistency({ ...samples.checkpoints, trustedKeys: [samples.trustedKey], ...change });

  it("of one history are consistent", () => {
    expect(check({})).toMatchObject({ ok: true });
  });

  it("exchanged, without their path or of another log are not", () => {
    const { older, newer } = samples.checkpoints;
    expect(check({ older: newer, newer: older }).ok).toBe(false);
    expect(check({ path: [] }).ok).toBe(false);
    expect(check({ newer: otherCheckpoint() }).ok).toBe(false);
  });
});

/** Positions at which a document with a flipped bit still verifies. Without a list of bits: one per byte, another from byte to byte. */
function survivors(document: ProofDocument, bits: readonly number[] | null): string[] {
  const bytes = new TextEncoder().encode(encodeProof(document));
  const found: string[] = [];
  bytes.forEach((byte, at) => {
    for (const bit of bits ?? [at % 7]) {
      const copy = bytes.slice();
      copy[at] = byte ^ (1 << bit);
      if (verify(copy).ok) found.push(`byte ${at}, bit ${bit}`);
    }
  });
  return found;
}

/** The document with each leaf changed in a way its reader accepts, each member and item dropped, each object with one more member, each list turned round. */
function mutants(document: ProofDocument): { what: string; document: unknown }[] {
  const found: { what: string; document: unknown }[] = [];
  const visit = (value: unknown, what: string, rebuild: (changed: unknown) => unknown): void => {
    const add = (how: string, changed: unknown) => found.push({ what: `${what} ${how}`, document: rebuild(changed) });
    if (Array.isArray(value)) {
      const items = value as unknown[];
      items.forEach((item, index) => {
        visit(item, `${what}[${index}]`, (changed) => rebuild(items.with(index, changed)));
        add(`without ${index}`, items.toSpliced(index, 1));
      });
      if (items.length > 1) add("turned round", items.toReversed());
    } else if (typeof value === "object" && value !== null) {
      const members = value as JsonObject;
      add("and more", { ...members, zz: "0" });
      for (const [name, member] of Object.entries(members)) {
        visit(member, `${what}.${name}`, (changed) => rebuild({ ...members, [name]: changed }));
        add(`without ${name}`, Object.fromEntries(Object.entries(members).filter(([other]) => other !== name)));
      }
    } else if (typeof value === "string") {
      add("changed", value.endsWith("0") ? `${value.slice(0, -1)}1` : `${value.slice(0, -1)}0`);
      add("longer", `${value}0`);
      add("null", null);
    } else if (typeof value === "number") {
      add("+1", value + 1);
    } else {
      add("other", value === true ? false : value === false ? true : "x");
    }
  };
  visit(document, "proof", (changed) => changed);
  return found;
}

function otherCheckpoint(): string {
  const key = parseSignerKey("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  return signNote(`PeterNeumann\n1\n${Buffer.alloc(32).toString("base64")}\n`, key);
}

function bare({ entry, content }: OpenedContent): ProvenContent<JsonObject> {
  return { entry, content };
}

function cyclic(): unknown {
  const content: Record<string, unknown> = {};
  content.self = content;
  return { ...samples.lead, lead: { ...(samples.lead satisfies LeadProof).lead, content } };
}
