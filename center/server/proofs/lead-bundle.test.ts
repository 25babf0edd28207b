import path from "node:path";
import { encodeBundle, type LeadBundle } from "@yuejian/chain/format";
import { redactBundle, verifyBundle } from "@yuejian/chain/verify";
import { expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { loadPensions, PRISONER } from "../testing/pensions.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { leadBundle } from "./index.ts";

describeOnBothStores("the bundle of a lead", (place) => {
  async function homeWithPensions(): Promise<{
    home: Home;
    bundle: LeadBundle;
    verify: (given: unknown) => ReturnType<typeof verifyBundle>;
  }> {
    const folder = await place.emptyFolder();
    const home = await openHome(path.join(folder, "home"), place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {});
    await loadPensions(home, folder);
    const { id, version } = await home.store.db
      .selectFrom("leads")
      .selectAll()
      .where("subject", "=", PRISONER.id)
      .executeTakeFirstOrThrow();
    await home.changeLead({ lead: id, version, command: { action: "assign", assignee: "usr_1" }, actor: { id: "usr_1" } });
    const trustedKeys = [home.ledger.verifierKey];
    return { home, bundle: await leadBundle(home, id), verify: (given) => verifyBundle(given, { trustedKeys }) };
  }

  it("verifies and gives the finding again, with the absences proven and the rest said to be asserted", async () => {
    const { home, bundle, verify } = await homeWithPensions();
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
    await home.close();
  });

  it("with rule, parameters, rows, keys or batches tampered with gives another result or none", async () => {
    const { home, bundle, verify } = await homeWithPensions();
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
    await home.close();
  });

  it("redacted verifies, holds nothing that was withheld, and says that the rule cannot be executed", async () => {
    const { home, bundle, verify } = await homeWithPensions();
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
    await home.close();
  });

  it("for counsel keeps what the rule reads, so that it can be executed again, and no official's note", async () => {
    const { home, bundle, verify } = await homeWithPensions();
    const copy = redactBundle(bundle, "counsel");
    const result = verify(encodeBundle(copy));
    expect([result.ok, result.execution]).toEqual([true, "same"]);
    expect(result.withheld).toHaveLength(1);
    expect(copy.proof.lead.opened["note"]).toBe(null);
    expect(encodeBundle(copy).length).toBeLessThan(encodeBundle(bundle).length);
    await home.close();
  });
});
