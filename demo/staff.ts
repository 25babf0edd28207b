import { BUSINESS_LINES, type BusinessLine, ROLES, type Role, YUEYANG_OFFICES } from "@yuejian/contracts";

export interface DemoStaff {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly office: string;
  readonly businessLines: readonly BusinessLine[];
}

const CITY = "yueyang";
const ALL_LINES = Object.keys(BUSINESS_LINES) as BusinessLine[];

/** Fictitious staff of the synthetic city: one account per role at the city office, a head and a procurator in each office below it. */
export function demoStaff(): DemoStaff[] {
  const city = (Object.keys(ROLES) as Role[])
    .filter((role) => role !== "operator")
    .map((role) => ({ name: role, displayName: `${ROLES[role].zh}（虚构）`, role, office: CITY, businessLines: ALL_LINES }));
  const districts = YUEYANG_OFFICES.filter((office) => office.parent === CITY).flatMap(({ id, name }) =>
    (["department-head", "procurator"] as const).map((role) => ({
      name: `${role === "procurator" ? role : "head"}.${id}`,
      displayName: `${name.zh.replace("人民检察院", "")}${ROLES[role].zh}（虚构）`,
      role,
      office: id,
      businessLines: ALL_LINES,
    })),
  );
  return [...city, ...districts];
}
