import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verifyProof } from "@yuejian/chain/verify";
import { canonicalJson, type Finding } from "@yuejian/contracts";
import type { CityTruth } from "@yuejian/demo";
import { createApp, openHome } from "@yuejian/server";
import { compareWithTruth } from "@yuejian/workbench";
import { describeMachine } from "./harness.ts";

/** Planted truth of synthetic cities against what the program found in them, start to end: files → intake → models → leads → proofs. Plants that
 *  need linkage are counted apart; a model that could not run, or families without a model, show. `node bench/planted-truth.ts [RECORDS] [SEED…]`; the
 *  default seeds were used neither while the families nor while the rules were written. */
const records = Number(process.argv[2] ?? 200_000);
const seeds = process.argv.slice(3).map(Number);
const MAIN = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

async function city(seed: number) {
  const home = mkdtempSync(join(tmpdir(), "yuejian-bench-city-"));
  try {
    const environment = { ...process.env, YUEJIAN_HOME: home };
    const words = [MAIN, "demo", "--records", String(records), "--seed", String(seed), "--json"];
    const demo = JSON.parse(
      execFileSync(process.execPath, words, { env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
    const truth = JSON.parse(readFileSync(join(home, "demo", "truth.json"), "utf8")) as CityTruth;
    return { seed, demo, quarantine: { planted: truth.errors.length, found: demo.rowsQuarantined }, models: await models(home, truth) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function models(folder: string, truth: CityTruth) {
  const home = await openHome(folder, { workers: 0 });
  const app = await createApp(home, { local: true });
  try {
    const results: Record<string, unknown> = {};
    for (const { id, number } of [...home.models.values()].map(({ manifest }) => manifest))
      results[id] = { notRun: true, planted: truth.subjects.filter((each) => each.model === number).length };
    for (const run of await home.store.db.selectFrom("runs").selectAll().execute()) {
      const rows = await home.store.db.selectFrom("findings").selectAll().where("run", "=", run.id).execute();
      const findings: Finding[] = rows.map((row) => ({
        subject: row.subject,
        values: JSON.parse(row.cells),
        rows: JSON.parse(row.row_refs),
      }));
      const number = home.models.get(run.model)?.manifest.number;
      const compared = compareWithTruth(
        findings,
        truth.subjects.filter((each) => each.model === number),
      );
      const leads = await home.store.db.selectFrom("leads").select("id").where("model", "=", run.model).execute();
      let [verified, sealed] = [0, 0];
      for (const { id } of leads) {
        const answer = await app.inject({ url: `/api/leads/${id}/proof` });
        if (answer.statusCode !== 200 && answer.json<{ code: string }>().code === "RECORD_SEALED") sealed++;
        else if (verifyProof(canonicalJson(answer.json()), { trustedKeys: [home.ledger.verifierKey] }).ok) verified++;
      }
      results[run.model] = {
        recall: compared.recall,
        recallNeedingLinkage: compared.recallNeedingLinkage,
        precision: compared.precision,
        plants: compared.plants,
        plantsNeedingLinkage: compared.plantsNeedingLinkage,
        decoys: compared.decoys,
        unplanted: compared.unplanted.length,
        missed: compared.missed.map(({ family }) => family),
        decoysFound: compared.decoysFound.map(({ family }) => family),
        leads: leads.length,
        proofsVerified: verified,
        proofsRefusedAsSealed: sealed,
      };
    }
    const known = new Set([...home.models.values()].map(({ manifest }) => manifest.number));
    const orphans = [...new Set(truth.subjects.map((each) => each.model))].filter((number) => !known.has(number));
    return { ...results, ...(orphans.length > 0 ? { plantedWithoutModel: orphans } : {}) };
  } finally {
    await app.close();
    await home.close();
  }
}

const cities = [];
for (const seed of seeds.length > 0 ? seeds : [31_001, 31_002, 31_003]) {
  const result = await city(seed);
  cities.push(result);
  console.log(JSON.stringify(result, null, 2));
}
const folder = fileURLToPath(new URL("./results/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "planted-truth.json"),
  `${JSON.stringify({ name: "planted-truth", machine: describeMachine(), records, cities }, null, 2)}\n`,
);
