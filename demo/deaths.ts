import type { City } from "./city.ts";
import type { Day } from "./days.ts";
import type { Manner } from "./justice.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

const ILLNESSES = ["心肌梗死", "脑出血", "肺部感染", "恶性肿瘤", "慢性阻塞性肺疾病", "交通事故", "多器官功能衰竭", "高血压性心脏病"];

export type DeathAgency = "hospital" | "police" | "funeral";

export interface Death {
  readonly diedOn: Day;
  readonly random: Random;
  readonly manner: Manner;
  /** Who reports it; by chance, the police always, unless said. */
  readonly agencies?: readonly DeathAgency[];
  /** Day as one agency has it, where they differ. */
  readonly diedOnBy?: Partial<Record<DeathAgency, Day>>;
  /** Days until each agency reports it, at most; 5, 30 and 7 unless said. */
  readonly reportedAfter?: number;
  readonly cause?: string;
  readonly diedAt?: "workplace" | "hospital" | "home" | "road" | "elsewhere";
  readonly employerName?: string;
  readonly idText?: string;
}

/** A death as hospital, police and funeral home report it; each but the police hears of some deaths only. */
export function writeDeath(city: City, person: Person, death: Death): void {
  const { random, manner, diedOnBy = {} } = death;
  const agencies = death.agencies ?? [
    ...(random.chance(0.6) ? (["hospital"] as const) : []),
    "police",
    ...(random.chance(0.5) ? (["funeral"] as const) : []),
  ];
  const row = (agency: DeathAgency, days: number) => {
    const diedOn = diedOnBy[agency] ?? death.diedOn;
    const reportedOn = death.reportedAfter === undefined ? diedOn + random.between(1, days) : diedOn + death.reportedAfter;
    return {
      person_name: person.name,
      person_id: death.idText ?? person.id,
      died_on: diedOn,
      reported_by: agency,
      reported_on: Math.min(reportedOn, city.asOf),
      office: person.district.office,
    };
  };
  for (const agency of agencies)
    if (agency === "hospital") {
      const cause = death.cause ?? random.pick(ILLNESSES);
      const drawnPlace = cause === "交通事故" ? "road" : random.chance(0.7) ? "hospital" : "home";
      const place = { cause, died_at: death.diedAt ?? drawnPlace, employer_name: death.employerName ?? null };
      city.write("deathsHospitals", { ...row(agency, 5), ...place }, manner);
    } else if (agency === "police") city.write("deathsPolice", row(agency, 30), manner);
    else city.write("deathsFuneral", row(agency, 7), manner);
}
