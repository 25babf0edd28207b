import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMonths, dayFromIso, isoOf } from "./days.ts";
import { generateCity } from "./generate-city.ts";
import { type LoadedCity, loadCity, type Values } from "./testing/load-city.ts";
import type { CityTruth, PlantedSubject } from "./truth.ts";

let home = "";
let truth: CityTruth;
let loaded: LoadedCity;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "yuejian-truth-"));
  const city = await generateCity({ records: 60_000, seed: 11, folder: home });
  truth = JSON.parse(await readFile(city.truthPath, "utf8")) as CityTruth;
  loaded = await loadCity(city);
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

/** Plain readings of the models, independent of the product's rules, so that the labels themselves are checked. */
describe("the truth", () => {
  const subjectsOf = (model: number, kind: PlantedSubject["kind"]) =>
    new Set(truth.subjects.filter((each) => each.model === model && each.kind === kind).map(({ subject }) => subject));

  it("of model 21 is what the floors of the day give: every plant, no decoy, nobody else", () => {
    const found = new Set<string>();
    for (const row of loaded.rows["judgments"] ?? []) {
      const judgedOn = row["judged_on"] ?? "";
      const fine = Number(row["fine"] ?? 0);
      const isExtortion = row["charge"] === "敲诈勒索罪" && judgedOn >= "2013-04-27";
      const floor = judgedOn < "2000-12-19" ? 0 : row["is_minor"] === "true" ? 50_000 : isExtortion ? 200_000 : 100_000;
      if (fine > 0 && fine < floor && row["is_mitigated"] !== "true") found.add(`${row["judgment_number"]} ${row["defendant_id"]}`);
    }
    expect(found).toEqual(subjectsOf(21, "plant"));
  });

  it("of model 1 is what the sources give: every plant with its months, no decoy, nobody else; those that need linkage stay unseen", () => {
    const found = new Map<string, { months: string[]; sum: number }>();
    const payments = Map.groupBy(loaded.rows["pension-payments"] ?? [], (row) => row["person_id"]);
    const recoveries = Map.groupBy(loaded.rows["pension-recoveries"] ?? [], (row) => row["person_id"]);
    for (const stay of loaded.rows["sentence-execution"] ?? []) {
      const id = stay["person_id"] ?? "";
      const until = stay["released_on"] ?? stay["ends_on"] ?? "";
      for (const payment of payments.get(id) ?? []) {
        const first = payment["paid_for"] ?? "";
        const last = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10);
        const isInside = first >= (stay["admitted_on"] ?? "9") && last <= until;
        const isCovered = (recoveries.get(id) ?? []).some(
          (each) => (each["from_month"] ?? "9") <= first && first <= (each["to_month"] ?? "9999"),
        );
        if (!isInside || isCovered) continue;
        const entry = found.get(id) ?? { months: [], sum: 0 };
        entry.months.push(first);
        entry.sum += Number(payment["amount"]);
        found.set(id, entry);
      }
    }
    expect(new Set(found.keys())).toEqual(subjectsOf(1, "plant"));
    for (const { model, kind, subject, months, amountFen } of truth.subjects.filter((each) => each.model === 1 && each.kind === "plant"))
      expect({ model, kind, months: found.get(subject)?.months.sort(), amountFen: found.get(subject)?.sum }).toEqual({
        model,
        kind,
        months,
        amountFen,
      });
    expect(subjectsOf(1, "plant-needs-linkage").size).toBeGreaterThan(0);
  });

  const rows = (dataset: string): readonly Values[] => loaded.rows[dataset] ?? [];
  const later = (iso: string, months: number): string => isoOf(addMonths(dayFromIso(iso), months));
  const plusDays = (iso: string, days: number): string => isoOf(dayFromIso(iso) + days);
  const expectTruth = (model: number, found: ReadonlySet<string>) => {
    expect([...found].sort()).toEqual([...subjectsOf(model, "plant")].sort());
    expect([...subjectsOf(model, "plant-needs-linkage")].filter((each) => found.has(each))).toEqual([]);
  };

  /** Convictions that stand: punished, and not replaced by an acquittal. */
  const convictions = (): Values[] => {
    const acquitted = new Set(
      rows("judgments").flatMap((row) => (row["sentence"] === "acquitted" ? [row["original_number"], row["judgment_number"]] : [])),
    );
    return rows("judgments").filter((row) => !acquitted.has(row["judgment_number"]) && row["sentence"] !== "exempt");
  };

  it("of model 3 is who was paid for a month after the last reported month of death", () => {
    const diedBy = new Map<string, string>();
    for (const row of rows("deaths")) {
      const id = row["person_id"] ?? "";
      if ((row["died_on"] ?? "") > (diedBy.get(id) ?? "")) diedBy.set(id, row["died_on"] ?? "");
    }
    const recoveries = Map.groupBy(rows("pension-recoveries"), (row) => row["person_id"]);
    const found = rows("pension-payments").filter((row) => {
      const diedOn = diedBy.get(row["person_id"] ?? "");
      const month = row["paid_for"] ?? "";
      return (
        diedOn !== undefined &&
        month > diedOn &&
        !(recoveries.get(row["person_id"] ?? "") ?? []).some(
          (each) => (each["from_month"] ?? "9") <= month && month <= (each["to_month"] ?? "9999"),
        )
      );
    });
    expectTruth(3, new Set(found.map((row) => row["person_id"] ?? "")));
  });

  it("of model 9 is who filed ten suits over private loans within two years against people of whom most did not come", () => {
    const found = new Set<string>();
    const loans = rows("civil-suits").filter((row) => row["cause"] === "民间借贷纠纷" && row["plaintiff_id"] !== null);
    for (const [plaintiff, suits] of Map.groupBy(loans, (row) => row["plaintiff_id"] ?? ""))
      for (const first of suits) {
        const from = first["filed_on"] ?? "";
        const window = suits.filter((row) => (row["filed_on"] ?? "") >= from && (row["filed_on"] ?? "") < later(from, 24));
        const cases = new Set(window.map((row) => row["case_number"]));
        const people = new Set(window.map((row) => row["defendant_id"] ?? row["defendant_code"]));
        const absent = new Set(window.filter((row) => row["is_default"] === "true").map((row) => row["case_number"]));
        if (cases.size >= 10 && people.size >= 10 && absent.size * 2 > cases.size) found.add(plaintiff);
      }
    expectTruth(9, found);
  });

  it("of model 13 is which active firm's representative was convicted of its crime", () => {
    const crimes = /^(?:虚开|组织、领导传销|洗钱|合同诈骗|诈骗|集资诈骗)/;
    const acts = Map.groupBy(
      convictions().filter((row) => crimes.test(row["charge"] ?? "")),
      (row) => row["defendant_id"],
    );
    const found = rows("enterprises").filter(
      (firm) =>
        firm["status"] === "active" &&
        (acts.get(firm["representative_id"] ?? "-") ?? []).some(
          (row) => (row["committed_on"] ?? row["judged_on"] ?? "") >= (firm["founded_on"] ?? "9"),
        ),
    );
    expectTruth(13, new Set(found.map((firm) => firm["credit_code"] ?? "")));
  });

  it("of model 14 is who holds an office of an active company while barred", () => {
    const crimes = /^(?:职务侵占|挪用|贪污|受贿|行贿|非法经营|生产、销售伪劣产品|合同诈骗|虚开)/;
    const stays = Map.groupBy(rows("sentence-execution"), (row) => row["judgment_number"]);
    const barred = new Map<string, string[]>();
    for (const row of convictions()) {
      if (!crimes.test(row["charge"] ?? "") && row["deprivation_months"] === null) continue;
      const probation = row["probation_months"] ?? null;
      const end = stays.get(row["judgment_number"] ?? null)?.at(-1)?.["ends_on"] ?? null;
      const until = probation === null ? (end === null ? null : later(end, 60)) : later(row["effective_on"] ?? "", Number(probation) + 24);
      if (until !== null) barred.set(row["defendant_id"] ?? "", [...(barred.get(row["defendant_id"] ?? "") ?? []), until]);
    }
    const companies = new Set(
      rows("enterprises").flatMap((row) => (row["kind"] === "company" && row["status"] === "active" ? [row["credit_code"]] : [])),
    );
    const found = rows("enterprise-officers").filter(
      (row) =>
        companies.has(row["credit_code"] ?? null) &&
        row["left_on"] === null &&
        ["director", "supervisor", "senior-manager"].includes(row["position"] ?? "") &&
        (barred.get(row["person_id"] ?? "") ?? []).some((until) => until > truth.asOf),
    );
    expectTruth(14, new Set(found.map((row) => row["person_id"] ?? "")));
  });

  it("of model 16 is who arrived after the tenth day without a reason", () => {
    const found = new Set<string>();
    const effective = new Map(
      rows("judgments").map((row) => [`${row["judgment_number"]} ${row["defendant_id"]}`, row["effective_on"] ?? "9"]),
    );
    for (const row of rows("community-correction")) {
      const subject = `${row["judgment_number"]} ${row["person_id"]}`;
      const from = effective.get(subject);
      if (from === undefined || !["probation", "control"].includes(row["kind"] ?? "") || row["delay_reason"] !== null) continue;
      if ((row["arrived_on"] ?? "") > plusDays(from, 10)) found.add(subject);
    }
    expectTruth(16, found);
  });

  it("of model 22 is who was given probation for an act within five years after imprisonment", () => {
    const negligent = /^(?:交通肇事|过失)/;
    const serious = convictions().filter(
      (row) => row["sentence"] === "imprisonment" && !negligent.test(row["charge"] ?? "") && row["is_minor"] !== "true",
    );
    const stays = Map.groupBy(rows("sentence-execution"), (row) => row["judgment_number"]);
    const found = new Set<string>();
    for (const row of serious) {
      if (row["probation_months"] === null) continue;
      const act = row["committed_on"] ?? "";
      for (const earlier of serious) {
        const end = stays.get(earlier["judgment_number"] ?? null)?.at(-1)?.["ends_on"] ?? null;
        if (earlier["defendant_id"] === row["defendant_id"] && end !== null && end < act && act <= later(end, 60))
          found.add(`${row["judgment_number"]} ${row["defendant_id"]}`);
      }
    }
    expectTruth(22, found);
  });

  it("of model 35 is who works where children are after a conviction of the kinds that bar from it", () => {
    const crimes = /^(?:强奸|强制猥亵|猥亵|虐待|拐卖|故意伤害)/;
    const effective = Map.groupBy(
      convictions().filter((row) => crimes.test(row["charge"] ?? "") && row["is_minor"] !== "true"),
      (row) => row["defendant_id"],
    );
    const found = rows("school-staff").filter(
      (row) =>
        !["university", "adult"].includes(row["school_kind"] ?? "") &&
        (effective.get(row["person_id"] ?? "-") ?? []).some((each) => (row["left_on"] ?? "9999") > (each["effective_on"] ?? "9999")),
    );
    expectTruth(35, new Set(found.map((row) => row["person_id"] ?? "")));
  });

  it("of model 36 is which grave accident no report of the same or the next day tells", () => {
    const codes = new Map(rows("enterprises").map((row) => [row["enterprise_name"], row["credit_code"] ?? ""]));
    const accidents = [
      ...rows("work-injury-claims").flatMap((row) =>
        row["cause_kind"] === "at_work" && row["severity"] !== "minor" && row["decision"] !== "refused"
          ? [[row["credit_code"], row["injured_on"]]]
          : [],
      ),
      ...rows("ambulance-calls").flatMap((row) =>
        row["site_kind"] === "workplace" &&
        ["died", "critical"].includes(row["condition"] ?? "") &&
        !["illness", "assault", "traffic", "other"].includes(row["cause_kind"] ?? "")
          ? [[codes.get(row["enterprise_name"] ?? null), row["called_on"]]]
          : [],
      ),
      ...rows("deaths").flatMap((row) =>
        row["died_at"] === "workplace" && /伤|坠|触电|电击|窒息|中毒|溺|休克/.test(row["cause"] ?? "")
          ? [[codes.get(row["employer_name"] ?? null), row["died_on"]]]
          : [],
      ),
    ];
    const reports = Map.groupBy(rows("accident-reports"), (row) => row["credit_code"]);
    const found = new Set<string>();
    for (const [code, on] of accidents) {
      if (!code || !on) continue;
      const isReported = (reports.get(code) ?? []).some(
        (row) =>
          (row["occurred_on"] ?? "") >= plusDays(on, -1) &&
          (row["occurred_on"] ?? "") <= plusDays(on, 1) &&
          (row["reported_on"] ?? "9") <= plusDays(on, 1),
      );
      if (!isReported) found.add(`${code} ${on}`);
    }
    expectTruth(36, found);
  });
});
