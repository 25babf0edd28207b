import path from "node:path";
import { encodeBundle, type LeadBundle } from "@yuejian/chain/format";
import { type BundleVerification, redactBundle, verifyBundle } from "@yuejian/chain/verify";
import * as fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildConsole } from "../../../cli/build-console.ts";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { writeJudgments } from "../testing/city.ts";
import { loadPensions, PRISONER } from "../testing/pensions.ts";
import { describeOnBothStores, type StorePlace } from "../testing/stores.ts";
import { counselPackage, leadBundle } from "./index.ts";

interface Prepared {
  readonly home: Home;
  readonly bundle: LeadBundle;
  readonly verify: (given: unknown) => ReturnType<typeof verifyBundle>;
}

/** A home with pensions and the bundle of its lead, made once for tests that change neither. */
function withPensions(place: StorePlace): () => Prepared {
  let prepared: Prepared;
  beforeAll(async () => {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), {
      ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
      jobThreads: keptThreads,
    });
    await loadPensions(home, folder);
    const { id, version } = await home.store.db
      .selectFrom("leads")
      .selectAll()
      .where("subject", "=", PRISONER.id)
      .executeTakeFirstOrThrow();
    await home.changeLead({ lead: id, version, command: { action: "assign", assignee: "usr_1" }, actor: { id: "usr_1" } });
    const trust = { trustedKeys: [home.ledger.verifierKey], trust: [home.sm.requireLog().verifierKey] };
    prepared = { home, bundle: await leadBundle(home, id), verify: (given) => verifyBundle(given, trust) };
  }, 120_000);
  afterAll(() => prepared.home.close());
  return () => prepared;
}

describeOnBothStores("the bundle of a lead", (place) => {
  const pensions = withPensions(place);

  it("verifies and gives the finding again, with the absences proven and the rest said to be asserted", async () => {
    const { bundle, verify } = pensions();
    const result = verify(encodeBundle(bundle));
    expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect([result.ok, result.execution]).toEqual([true, "same"]);
    expect(result.result?.values).toMatchObject({ person_id: PRISONER.id, months: 3, amount: 54150 });
    const [proven, asserted] = [result.proves, result.asserted].map((texts) => texts.map(({ en }) => en).join("\n"));
    expect(proven).toContain(
      "Pensions stopped and recovered: the 1 Resident id that the rule looks up stand in no accepted row of the snapshot's 2 batches",
    );
    expect(proven).toContain("Community correction: the 1 Resident id");
    expect(asserted).toContain("Pension payments: that there are no other rows that matter is asserted");
    expect(asserted).not.toContain("absence asserted");
    expect(result.doesNotProve.map(({ en }) => en).join("\n")).toContain("were set aside for their quality");
    expect(bundle.history).toHaveLength(1);
  });

  it("of a rule with constant tables gives the finding again too", async () => {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), {
      ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
      jobThreads: keptThreads,
    });
    const operator = { id: "usr_operator", office: "yueyang" };
    const { file } = await writeJudgments(folder, { name: "a.csv", rows: 30 });
    await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    const { id } = await home.store.db.selectFrom("leads").select("id").executeTakeFirstOrThrow();
    const result = verifyBundle(encodeBundle(await leadBundle(home, id)), { trustedKeys: [home.ledger.verifierKey] });
    expect([result.ok, result.execution]).toEqual([true, "same"]);
    expect(result.asserted.map(({ en }) => en)).toEqual([
      "Criminal judgments: that there are no other rows that matter is asserted by the office, not proven",
    ]);
    await home.close();
  });

  // What the store gave stands in the bundle: the others look at that alone.
  if (place.engine === "postgres") return;

  it("with rule, parameters, rows, keys or batches tampered with gives another result or none", async () => {
    const { bundle, verify } = pensions();
    const codes = (given: unknown) => verify(given).checks.flatMap(({ code }) => code ?? []);
    const [lookup] = bundle.lookups;
    if (!lookup) throw new Error("there are lookups");
    const other = { ...bundle, lookups: bundle.lookups.map((each) => ({ ...each, value: "990601198001010029" })) };
    expect(codes({ ...bundle, rule: { ...bundle.rule, where: { op: "literal", type: "boolean", value: true } } })).toEqual([
      "LEAF_MISMATCH",
    ]);
    expect(codes({ ...bundle, manifest: { ...bundle.manifest, version: "9" } })).toEqual(["LEAF_MISMATCH"]);
    expect(codes({ ...bundle, lookups: [] })).toEqual(["PROOF_INCOHERENT"]);
    expect(codes(other)).toContain("KEY_PROOF_INVALID");
    expect(codes({ ...bundle, batches: bundle.batches.slice(1) })).toContain("PROOF_INCOHERENT");
    expect(
      codes({ ...bundle, lookups: [{ ...lookup, batches: (lookup.batches ?? []).map(() => null) }, ...bundle.lookups.slice(1)] }),
    ).toContain("PROOF_INCOHERENT");
    for (const name of Object.keys(bundle) as (keyof LeadBundle)[]) {
      const { [name]: _, ...others } = bundle;
      expect(codes(others)).toEqual(["PROOF_MALFORMED"]);
    }
  });

  // Every byte and member in turn: platforms/chain/verify/every-byte.test.ts, with a bundle that is short.
  it("with any character changed, and with any member dropped or changed, is refused", () => {
    const { bundle, verify } = pensions();
    const text = encodeBundle(bundle);
    expect(holds(verify(text))).toBe(true);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const changed = String.fromCharCode(text.charCodeAt(at) ^ flip);
        expect(holds(verify(text.slice(0, at) + changed + text.slice(at + 1)))).toBe(false);
      }),
      { numRuns: 20 },
    );
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.boolean(), (choices, drops) => {
        const mutant = JSON.parse(text) as LeadBundle;
        const what = mutate(mutant, choices, drops);
        expect(holds(verify(mutant)), what).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it("for counsel comes with the page, the key and a document that says what is known and what is not", async () => {
    await buildConsole({ force: false });
    const { home, bundle } = pensions();
    const archive = unzipSync(
      await counselPackage({
        bundle,
        verifierKey: home.ledger.verifierKey,
        smVerifierKey: home.sm.state.verifierKey,
        precision: null,
        confirmed: 0,
        dismissed: 0,
        legalBasis: { zh: "刑罚执行监督", en: "Supervision of penal execution" },
        at: "2026-11-25T08:00:00.000Z",
      }),
    );
    expect(Object.keys(archive).sort()).toEqual(
      ["lead.bundle.json", "sm-verifier-key.txt", "verifier-key.txt", "verify.html", "说明-README.html"].sort(),
    );
    const text = strFromU8(archive["说明-README.html"] ?? new Uint8Array());
    for (const words of ["律师查阅包", "没有记录结论", "《个人信息保护法》第六条", "尚无已作出决定的线索", "Executed", "Not proven"])
      expect(text).toContain(words === "Executed" ? "executed again here" : words);
    expect(text).not.toContain("<script");
  }, 300_000);

  it("redacted verifies, holds nothing that was withheld, and says that the rule cannot be executed", async () => {
    const { bundle, verify } = pensions();
    const closed = redactBundle(bundle, "personal");
    expect(encodeBundle(bundle)).toContain(PRISONER.name);
    for (const text of [PRISONER.name, PRISONER.id]) expect(encodeBundle(closed)).not.toContain(text);
    const result = verify(encodeBundle(closed));
    expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect([result.ok, result.execution]).toEqual([true, "impossible"]);
    expect(result.executed).toEqual([]);
    expect(encodeBundle(redactBundle(closed, "personal"))).toBe(encodeBundle(closed));
    const named = redactBundle(bundle, { columns: ["person_name"] });
    expect(encodeBundle(named)).not.toContain(PRISONER.name);
    expect(verify(named)).toMatchObject({ ok: true, execution: "impossible" });
    expect(() => redactBundle(bundle, { columns: ["amount"] })).toThrow("REDACTION_IMPOSSIBLE");
  });

  it("for counsel keeps what the rule reads, so that it can be executed again, and no official's note", async () => {
    const { bundle, verify } = pensions();
    const copy = redactBundle(bundle, "counsel");
    const result = verify(encodeBundle(copy));
    expect([result.ok, result.execution]).toEqual([true, "same"]);
    expect(result.withheld).toHaveLength(1);
    expect(copy.proof.lead.opened["note"]).toBe(null);
    expect(encodeBundle(copy).length).toBeLessThan(encodeBundle(bundle).length);
  });
});

/** Verified whole, with its supplement: that one may be taken away, or be of a kind that nobody knows. */
function holds({ ok, checks }: BundleVerification): boolean {
  return ok && checks.some(({ subject, isSettled }) => subject === "sm" && isSettled);
}

/** Changes or drops one leaf or member somewhere inside; gives its path. */
function mutate(root: unknown, choices: Iterable<number>, drops: boolean): string {
  const steps = choices[Symbol.iterator]();
  const choose = (count: number): number => (steps.next().value ?? 0) % count;
  let at = root as Record<string, unknown>;
  let path = "";
  for (;;) {
    const names = Object.keys(at);
    const name = names[choose(names.length)] ?? "";
    path += `.${name}`;
    const value = at[name];
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0 && choose(5) > 0) {
      at = value as Record<string, unknown>;
      continue;
    }
    if (drops) {
      if (Array.isArray(at)) at.splice(Number(name), 1);
      else delete at[name];
    } else if (typeof value === "string") at[name] = `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}`;
    else if (typeof value === "number") at[name] = value + 1;
    else if (typeof value === "boolean") at[name] = !value;
    else at[name] = "0";
    return path;
  }
}
