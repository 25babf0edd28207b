import { creditCodeCheckCharacter, organisationCodeCheckCharacter } from "@yuejian/identifiers";
import type { City } from "./city.ts";
import type { Day } from "./days.ts";
import type { Manner } from "./justice.ts";
import { enterpriseName } from "./names.ts";
import { address, type Person } from "./people.ts";
import { Random } from "./random.ts";

const LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A credit code of the market regulator (9) for an enterprise (1), unique by number, under a fictitious region. */
export function creditCode(idPrefix: string, number: number): string {
  let organisation = "";
  let rest = number * 7_919 + 31 ** 3;
  for (let position = 0; position < 8; position++) {
    organisation = LETTERS.charAt(rest % 31) + organisation;
    rest = Math.floor(rest / 31);
  }
  organisation = `M${organisation.slice(1)}`;
  const code = `91${idPrefix}${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return code + creditCodeCheckCharacter(code);
}

export interface Enterprise {
  readonly status?: "active" | "revoked" | "deregistered" | "moved";
  readonly foundedOn?: Day;
}

/** An enterprise with this person as legal representative. */
export function writeEnterprise(
  city: City,
  representative: Person,
  { number, manner, enterprise = {} }: { number: number; manner: Manner; enterprise?: Enterprise },
): void {
  const random = new Random(city.seed, 5, number);
  const { district } = representative;
  const drawn = random.next();
  city.write(
    "enterprises",
    {
      credit_code: creditCode(district.idPrefix, number),
      enterprise_name: enterpriseName(random, random.chance(0.7) ? `岳阳市${district.name.replace(/[区县市]$/, "")}` : "岳阳"),
      representative_name: representative.name,
      representative_id: representative.id,
      status: enterprise.status ?? (drawn < 0.8 ? "active" : drawn < 0.93 ? "deregistered" : drawn < 0.99 ? "revoked" : "moved"),
      founded_on: enterprise.foundedOn ?? city.asOf - random.between(60, 20 * 365),
      registered_capital: random.pick([10, 30, 50, 100, 100, 200, 300, 500, 1_000, 2_000, 5_000]) * 1_000_000,
      address: address(random, district, random.pick(district.towns)),
      office: district.office,
    },
    manner,
  );
}
