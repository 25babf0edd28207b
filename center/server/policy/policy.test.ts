import { readFile, writeFile } from "node:fs/promises";
import {
  ACTIONS,
  type Action,
  BUSINESS_LINES,
  type BusinessLine,
  DATA_CLASSES,
  type DataClass,
  ROLES,
  type Role,
  YUEYANG_OFFICES,
} from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { type Actor, createPolicy, RIGHTS } from "./index.ts";

const policy = createPolicy(YUEYANG_OFFICES);
const roles = Object.keys(ROLES) as Role[];
const actions = Object.keys(ACTIONS) as Action[];
const lines = Object.keys(BUSINESS_LINES) as BusinessLine[];
const person = (role: Role, office: string, businessLines: readonly BusinessLine[] = ["civil"]): Actor => ({
  id: "usr_me",
  role,
  office,
  businessLines,
});

/** What a person may do, found by asking: letters for the objects that are allowed.
 *  D own district's, mine · d own district's, a colleague's · l own district, another line · o another district's · C the city office asking about a district's */
function reach(role: Role, action: Action): string {
  const district = person(role, "junshan");
  const mine = { office: "junshan", businessLines: ["civil"], worker: "usr_me", newWorker: "usr_me" } as const;
  const others = { office: "junshan", businessLines: ["civil"], worker: "usr_other", newWorker: "usr_other" } as const;
  const asked: [string, boolean][] = [
    ["D", policy.may(district, action, mine)],
    ["d", policy.may(district, action, others)],
    ["l", policy.may(district, action, { ...mine, businessLines: ["minors"] })],
    ["o", policy.may(district, action, { ...mine, office: "miluo" })],
    ["C", policy.may(person(role, "yueyang"), action, mine)],
  ];
  return asked.flatMap(([letter, allowed]) => (allowed ? [letter] : [])).join("") || "·";
}

describe("rights", () => {
  it("are exactly those of the golden table, for every role and action", async () => {
    const line = (first: string, cells: readonly string[]) =>
      [first.padEnd(18), ...cells.map((cell) => cell.padEnd(17))].join("").trimEnd();
    const table = [
      line("", roles),
      ...actions.map((action) =>
        line(
          action,
          roles.map((role) => reach(role, action)),
        ),
      ),
      "",
      "D own district's and mine · d own district's, a colleague's · l own district, another business line · o another district's · C a city person about a district's",
      "",
    ].join("\n");
    const file = new URL("golden/rights.txt", import.meta.url);
    if (process.env["UPDATE_GOLDEN"]) await writeFile(file, table);
    expect(table).toBe(await readFile(file, "utf8"));
  });

  it("never cross from one district into another", () => {
    for (const role of roles) for (const action of actions) expect(reach(role, action), `${role} ${action}`).not.toContain("o");
  });

  it("never reach sealed data, and open personal data to no analyst, operator, technician or auditor", () => {
    for (const role of roles) {
      const actor = person(role, "yueyang", lines);
      for (const action of actions) expect(policy.may(actor, action, { dataClass: "sealed" }), `${role} ${action}`).toBe(false);
      expect(policy.opens(actor, "sealed")).toBe(false);
    }
    const opening = (dataClass: DataClass) =>
      roles.filter((role) => policy.may(person(role, "yueyang", lines), "record.reveal", { dataClass }));
    expect(Object.fromEntries((Object.keys(DATA_CLASSES) as DataClass[]).map((each) => [each, opening(each)]))).toEqual({
      public: ["chief-procurator", "deputy-chief", "department-head", "procurator", "assistant"],
      internal: ["chief-procurator", "deputy-chief", "department-head", "procurator", "assistant"],
      personal: ["chief-procurator", "deputy-chief", "department-head", "procurator", "assistant"],
      sensitive: ["chief-procurator", "deputy-chief", "department-head", "procurator"],
      sealed: [],
    });
  });
});

describe("scope", () => {
  it("is everything for the city office, one's own office below it, and nothing for an unknown one", () => {
    expect(policy.scope(person("case-manager", "yueyang"))).toEqual({ offices: "all", businessLines: "all" });
    expect(policy.scope(person("procurator", "miluo"))).toEqual({ offices: ["miluo"], businessLines: ["civil"] });
    expect(policy.scope(person("chief-procurator", "elsewhere")).offices).toEqual([]);
  });

  it("agrees with covers for every role, office and line", () => {
    for (const role of roles) {
      for (const from of YUEYANG_OFFICES) {
        const actor = person(role, from.id);
        const scope = policy.scope(actor);
        for (const of of YUEYANG_OFFICES) {
          for (const line of lines) {
            const byQuery =
              (scope.offices === "all" || scope.offices.includes(of.id)) &&
              (scope.businessLines === "all" || scope.businessLines.includes(line));
            expect(policy.covers(actor, { office: of.id, businessLines: [line] })).toBe(byQuery);
          }
        }
        expect(policy.covers(actor, { office: null })).toBe(from.parent === null);
      }
    }
  });

  it("shows as possible exactly the actions that the table holds, models only to the city", () => {
    for (const role of roles) {
      expect(policy.actionsOf(person(role, "yueyang"))).toEqual(actions.filter((action) => action in RIGHTS[role].actions));
      expect(policy.actionsOf(person(role, "junshan"))).not.toContain("model.run");
    }
  });
});
