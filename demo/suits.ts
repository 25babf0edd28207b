import type { City } from "./city.ts";
import { type Day, yearOf } from "./days.ts";
import type { Firm } from "./enterprises.ts";
import type { Manner } from "./justice.ts";
import { personName } from "./names.ts";
import type { Person } from "./people.ts";
import { courtOf, DISTRICTS, type District } from "./places.ts";
import { Random, Weighted } from "./random.ts";

export const PRIVATE_LOAN = "民间借贷纠纷";

/** A lawsuit: one row per defendant. Money in fen. */
export interface Suit {
  readonly cause: string;
  readonly plaintiff: Person | Firm;
  readonly defendants: readonly (Person | Firm)[];
  readonly filedOn: Day;
  readonly amount: number;
  readonly outcome: "judgment" | "mediated" | "withdrawn" | "dismissed" | "pending";
  readonly isDefault?: boolean;
  readonly agent?: string;
  /** The court; that of the plaintiff's district unless said. */
  readonly district?: District;
  /** The plaintiff's id as the court has it, where it differs. */
  readonly plaintiffIdText?: string;
}

const COUNTY_COURTS = new Set(["yueyang-county", "huarong", "xiangyin", "pingjiang", "miluo", "linxiang"]);

/** Name and number of a party: persons have ids, firms codes. */
function party(role: "plaintiff" | "defendant", each: Person | Firm, idText?: string): Record<string, string | null> {
  const isPerson = "id" in each;
  return {
    [`${role}_name`]: each.name,
    [`${role}_id`]: isPerson ? (idText ?? each.id) : null,
    [`${role}_code`]: isPerson ? null : each.code,
  };
}

export function writeSuit(city: City, suit: Suit, manner: Manner): string {
  const district = suit.district ?? suit.plaintiff.district;
  const number = `（${yearOf(suit.filedOn)}）${district.courtCode}民初${city.nextDocument()}号`;
  const closedOn = suit.outcome === "pending" ? null : Math.min(suit.filedOn + 20 + ((suit.amount / 100_000) % 97), city.asOf);
  const isJudged = suit.outcome === "judgment";
  for (const defendant of suit.defendants)
    city.write(
      COUNTY_COURTS.has(district.office) ? "suitsCounties" : "suitsUrban",
      {
        case_number: number,
        court: courtOf(district),
        cause: suit.cause,
        plaintiff_kind: "id" in suit.plaintiff ? "person" : "organisation",
        ...party("plaintiff", suit.plaintiff, suit.plaintiffIdText),
        ...party("defendant", defendant),
        agent_name: suit.agent ?? null,
        amount_claimed: suit.amount,
        filed_on: suit.filedOn,
        closed_on: closedOn,
        outcome: suit.outcome,
        is_default: isJudged ? (suit.isDefault ?? false) : null,
        amount_awarded: isJudged ? suit.amount : null,
        office: district.office,
      },
      manner,
    );
  return number;
}

const OTHER_CAUSES = new Weighted<string>([
  ["买卖合同纠纷", 14],
  ["离婚纠纷", 18],
  ["机动车交通事故责任纠纷", 14],
  ["劳务合同纠纷", 10],
  ["房屋租赁合同纠纷", 8],
  ["物业服务合同纠纷", 8],
  ["继承纠纷", 4],
  ["健康权纠纷", 4],
  ["承揽合同纠纷", 5],
]);

export const drawLoan = (random: Random): number => random.between(10, 400) * 1_000_00;

/** An ordinary person's one to four suits, a seventh of them over a loan; nobody lends as a trade. */
export function writeOrdinarySuits(city: City, number: number): number {
  const random = new Random(city.seed, 8, number);
  const plaintiff = city.take("adult");
  const suits = random.chance(0.85) ? 1 : random.between(2, 4);
  let rows = 0;
  for (let index = 0; index < suits; index++) {
    const cause = random.chance(0.15) ? PRIVATE_LOAN : OTHER_CAUSES.draw(random);
    const defendants = [city.take("adult"), ...(random.chance(0.12) ? [city.take("adult")] : [])];
    const filedOn = city.asOf - random.between(3, 4 * 365);
    const outcome =
      filedOn > city.asOf - 60
        ? "pending"
        : random.pick(["judgment", "judgment", "judgment", "mediated", "mediated", "withdrawn", "dismissed"] as const);
    writeSuit(
      city,
      {
        cause,
        plaintiff,
        defendants,
        filedOn,
        amount: drawLoan(random),
        outcome,
        isDefault: random.chance(0.25),
        ...(random.chance(0.4) ? { agent: personName(random, random.pick(["male", "female"]), 1985) } : {}),
      },
      "as-it-comes",
    );
    rows += defendants.length;
  }
  return rows;
}

/** The court of another district than a person's own. */
export function otherDistrict(random: Random, own: District): District {
  return random.pick(DISTRICTS.filter((each) => each.office !== own.office && each.office !== "quyuan"));
}
