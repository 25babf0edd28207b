import { creditCodeCheckCharacter, organisationCodeCheckCharacter } from "@yuejian/identifiers";
import type { City } from "./city.ts";
import type { Day } from "./days.ts";
import type { Manner } from "./justice.ts";
import { type EnterpriseKind, enterpriseName } from "./names.ts";
import { address, type Person } from "./people.ts";
import { Random } from "./random.ts";

const LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Second figure of the credit code: enterprise, individual business, cooperative. */
const REGISTERS: Readonly<Record<EnterpriseKind, string>> = {
  company: "91",
  partnership: "91",
  sole: "91",
  individual: "92",
  cooperative: "93",
};

/** A credit code of the market regulator (9), unique by number, under a fictitious region. */
export function creditCode(idPrefix: string, number: number, register = "91"): string {
  let organisation = "";
  let rest = number * 7_919 + 31 ** 3;
  for (let position = 0; position < 8; position++) {
    organisation = LETTERS.charAt(rest % 31) + organisation;
    rest = Math.floor(rest / 31);
  }
  organisation = `M${organisation.slice(1)}`;
  const code = `${register}${idPrefix}${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return code + creditCodeCheckCharacter(code);
}

export interface Enterprise {
  readonly status?: "active" | "revoked" | "deregistered" | "moved";
  readonly kind?: EnterpriseKind;
  readonly foundedOn?: Day;
  readonly endedOn?: Day;
  readonly address?: string;
  /** The representative's id as the register has it, where it differs. */
  readonly idText?: string;
  /** Its name is like no other's: sources that know the name alone find it. */
  readonly hasRareName?: boolean;
  /** When the representative took office; the day of founding unless said. */
  readonly appointedOn?: Day;
}

/** An enterprise that was written. */
export interface Firm {
  readonly code: string;
  readonly name: string;
  readonly foundedOn: Day;
  readonly isActive: boolean;
  readonly kind: EnterpriseKind;
  readonly district: Person["district"];
}

export type Position = "director" | "supervisor" | "senior-manager" | "shareholder" | "liaison";

export interface Office {
  readonly position: Position;
  readonly appointedOn: Day;
  readonly leftOn?: Day | null;
  readonly idText?: string;
}

export function writeOfficer(city: City, firm: Firm, person: Person, { office, manner }: { office: Office; manner: Manner }): void {
  city.write(
    "enterpriseOfficers",
    {
      credit_code: firm.code,
      enterprise_name: firm.name,
      person_name: person.name,
      person_id: office.idText ?? person.id,
      position: office.position,
      appointed_on: office.appointedOn,
      left_on: office.leftOn ?? null,
      office: firm.district.office,
    },
    manner,
  );
}

/** The day before which nobody founds or runs a firm. */
export const comesOfAge = (person: Person): Day => person.bornOn + 6_600;

/** An enterprise with this person as legal representative, and in companies as executive director too. */
export function writeEnterprise(
  city: City,
  representative: Person,
  { number, manner, enterprise = {} }: { number: number; manner: Manner; enterprise?: Enterprise },
): Firm {
  const random = new Random(city.seed, 5, number);
  const { district } = representative;
  const [lot, drawn] = [random.next(), random.next()];
  const kind =
    enterprise.kind ??
    (lot < 0.72 ? "company" : lot < 0.9 ? "individual" : lot < 0.95 ? "cooperative" : lot < 0.98 ? "partnership" : "sole");
  const status = enterprise.status ?? (drawn < 0.8 ? "active" : drawn < 0.93 ? "deregistered" : drawn < 0.99 ? "revoked" : "moved");
  const foundedOn = enterprise.foundedOn ?? Math.max(city.asOf - random.between(60, 20 * 365), comesOfAge(representative));
  const firm: Firm = {
    code: creditCode(district.idPrefix, number, REGISTERS[kind]),
    name: enterpriseName(random, random.chance(0.7) ? `岳阳市${district.name.replace(/[区县市]$/, "")}` : "岳阳", {
      kind,
      rare: enterprise.hasRareName ? number : undefined,
    }),
    foundedOn,
    isActive: status === "active",
    kind,
    district,
  };
  const hasEnded = status === "revoked" || status === "deregistered";
  const endedOn = enterprise.endedOn ?? foundedOn + Math.floor((city.asOf - foundedOn) * random.next());
  city.write(
    "enterprises",
    {
      credit_code: firm.code,
      enterprise_name: firm.name,
      representative_name: representative.name,
      representative_id: enterprise.idText ?? representative.id,
      status,
      kind,
      founded_on: foundedOn,
      ended_on: hasEnded ? endedOn : null,
      registered_capital: random.pick([10, 30, 50, 100, 100, 200, 300, 500, 1_000, 2_000, 5_000]) * 1_000_000,
      address: enterprise.address ?? address(random, district, random.pick(district.towns)),
      office: district.office,
    },
    manner,
  );
  if (kind === "company") {
    const office: Office = {
      position: "director",
      appointedOn: enterprise.appointedOn ?? foundedOn,
      leftOn: hasEnded ? endedOn : null,
      ...(enterprise.idText === undefined ? {} : { idText: enterprise.idText }),
    };
    writeOfficer(city, firm, representative, { office, manner });
  }
  return firm;
}
