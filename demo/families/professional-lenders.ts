import type { City } from "../city.ts";
import type { Day } from "../days.ts";
import { type Firm, writeEnterprise } from "../enterprises.ts";
import { personName } from "../names.ts";
import { formerId, shortId } from "../other-ids.ts";
import type { Group, Person } from "../people.ts";
import type { Random } from "../random.ts";
import { drawLoan, otherDistrict, PRIVATE_LOAN, type Suit, writeSuit } from "../suits.ts";
import type { Family, Planted } from "./family.ts";

/** 法发〔2019〕24号, art. 1: ten times (the ten included: 以上, Criminal Law 99) within two years, to unspecified people. */
const SUITS = 10;
const WINDOW_DAYS = 730;

interface Story {
  /** Grown people unless said; the old ids are of those born before 2000. */
  readonly group?: Group;
  readonly suits: number;
  /** Over how many days they were filed; a good year unless said. */
  readonly days?: number;
  readonly cause?: string;
  /** Of ten suits so many are judged in the defendant's absence; the others mediated or judged. */
  readonly defaultsInTen?: number;
  /** Defendants each: borrower, and a guarantor. */
  readonly defendantsEach?: 1 | 2;
  /** All suits are against so many people in turn. */
  readonly debtors?: number;
  /** Every third defendant is a firm. */
  readonly firmsToo?: boolean;
  readonly hasOneAgent?: boolean;
  readonly severalCourts?: boolean;
  /** Of the suits, those from this one on bear the id in another form. */
  readonly idTextFrom?: readonly [number, (id: string) => string];
  /** Suits filed this many days before the others. */
  readonly earlier?: { readonly suits: number; readonly daysBefore: number };
}

/** A defendant who is nobody's debtor but this plaintiff's. */
function debtor(city: City, index: number, story: Story): Person | Firm {
  if (!story.firmsToo || index % 3 !== 0) return city.take("adult");
  return writeEnterprise(city, city.take("veteran"), {
    number: city.nextDocument(),
    manner: "clean",
    enterprise: { kind: "company", status: "active" },
  });
}

function sue(city: City, random: Random, plaintiff: Suit["plaintiff"], story: Story): void {
  const days = story.days ?? random.between(380, 560);
  const last = city.asOf - random.between(70, 400);
  const agent = story.hasOneAgent ? personName(random, "male", 1980) : undefined;
  const district = otherDistrict(random, plaintiff.district);
  const regulars = Array.from({ length: story.debtors ?? 0 }, (_, index) => debtor(city, index, story));
  const step = story.suits > 1 ? days / (story.suits - 1) : 0;
  const dates: Day[] = Array.from({ length: story.suits }, (_, index) => Math.round(last - days + step * index));
  for (let index = 0; index < (story.earlier?.suits ?? 0); index++) dates.push(last - days - (story.earlier?.daysBefore ?? 0) - index * 11);
  for (const [index, filedOn] of dates.entries()) {
    const first = regulars[index % Math.max(1, regulars.length)] ?? debtor(city, index, story);
    const isDefault = (index * 7) % 10 < (story.defaultsInTen ?? 7);
    const changed = story.idTextFrom && index >= story.idTextFrom[0] && "id" in plaintiff ? story.idTextFrom[1](plaintiff.id) : undefined;
    writeSuit(
      city,
      {
        cause: story.cause ?? PRIVATE_LOAN,
        plaintiff,
        defendants: story.defendantsEach === 2 ? [first, city.take("adult")] : [first],
        filedOn,
        amount: drawLoan(random),
        outcome: isDefault || index % 2 === 0 ? "judgment" : "mediated",
        isDefault,
        ...(agent === undefined ? {} : { agent }),
        ...(story.severalCourts && index % 2 === 1 ? { district } : {}),
        ...(changed === undefined ? {} : { plaintiffIdText: changed }),
      },
      "clean",
    );
  }
}

const about = (plaintiff: Person, why: string): Planted => ({
  subject: plaintiff.id,
  keys: { plaintiff_id: plaintiff.id },
  office: plaintiff.district.office,
  why,
});

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, story: (random: Random) => Story): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const told = story(random);
      const plaintiff = city.take(told.group ?? "adult");
      sue(city, random, plaintiff, told);
      return about(plaintiff, why);
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** An organisation that lends by licence, or goes to court for other reasons. */
function organisation(
  name: string,
  count: number,
  why: string,
  { title, cause, suits }: { title: string; cause: string; suits: number },
): Family {
  return {
    name,
    kind: "decoy",
    perStandardCity: count,
    make: (city, random) => {
      const registered = writeEnterprise(city, city.take("veteran"), {
        number: city.nextDocument(),
        manner: "clean",
        enterprise: { kind: "company", status: "active" },
      });
      const plaintiff: Firm = { ...registered, name: `岳阳${registered.district.name.slice(0, 2)}${title}` };
      sue(city, random, plaintiff, { suits, cause, defaultsInTen: 8 });
      return { subject: plaintiff.code, keys: { plaintiff_code: plaintiff.code }, office: plaintiff.district.office, why };
    },
  };
}

/** Model 9: people who lend as a trade and have the courts collect. */
export const PROFESSIONAL_LENDERS: readonly Family[] = [
  plant("exactly-ten", 3, "两年内恰好起诉十人，十次以上含本数", () => ({ suits: SUITS })),
  plant("dozens", 3, "两年内以民间借贷起诉数十人，大多缺席判决", (random) => ({ suits: random.between(18, 36) })),
  plant("just-inside-two-years", 2, "十一件分布在两年之内（七百二十日）", () => ({ suits: 11, days: WINDOW_DAYS - 10 })),
  plant("burst-after-years", 2, "早年有零星起诉，近两年集中起诉十余人", (random) => ({
    suits: random.between(12, 16),
    earlier: { suits: 2, daysBefore: 1_000 },
  })),
  plant("in-several-courts", 3, "分散在两个法院起诉，单个法院均不足十件", () => ({ suits: 14, severalCourts: true })),
  plant("with-guarantors", 2, "每案均有借款人和保证人两名被告", (random) => ({ suits: random.between(11, 15), defendantsEach: 2 })),
  plant("one-agent", 2, "全部由同一代理人起诉，大多缺席判决", (random) => ({
    suits: random.between(12, 20),
    hasOneAgent: true,
    defaultsInTen: 9,
  })),
  plant("part-mediated", 2, "部分调解结案，六成缺席判决", (random) => ({ suits: random.between(12, 18), defaultsInTen: 6 })),
  plant("persons-and-firms", 2, "向自然人和企业放贷并起诉", (random) => ({ suits: random.between(12, 16), firmsToo: true })),
  plant("short-id-in-some", 2, "部分案件登记为15位旧身份证号，换算后可以对上", () => ({
    group: "veteran",
    suits: 12,
    idTextFrom: [6, shortId],
  })),
  needsLinkage("former-id-in-half", 2, "半数案件登记的是变更前的身份证号（校验正确），各不足十件", () => ({
    suits: 14,
    idTextFrom: [7, formerId],
  })),
  decoy("nine", 3, "两年内九件，不足十次", () => ({ suits: SUITS - 1 })),
  decoy("over-six-years", 3, "十二件分布在六年，任意两年内均不足十次", () => ({ suits: 12, days: 6 * 365 })),
  decoy("half-the-suits-with-guarantors", 3, "六件诉讼各有两名被告，共十二行，只有六件", () => ({ suits: 6, defendantsEach: 2 })),
  decoy("two-business-partners", 2, "十二件均针对两名长期生意往来人，不是不特定对象", () => ({ suits: 12, debtors: 2 })),
  decoy("one-debtor", 2, "分批起诉同一债务人的多笔借款", () => ({ suits: 11, debtors: 1 })),
  decoy("landlord", 3, "房东起诉承租人，案由不是民间借贷", (random) => ({ suits: random.between(11, 16), cause: "房屋租赁合同纠纷" })),
  decoy("supplier", 3, "供货商追索货款，案由不是民间借贷", (random) => ({ suits: random.between(12, 20), cause: "买卖合同纠纷" })),
  organisation("bank", 2, "银行依法放贷，金融借款合同纠纷", { title: "农村商业银行股份有限公司", cause: "金融借款合同纠纷", suits: 40 }),
  organisation("licensed-lender", 2, "持牌小额贷款公司", { title: "小额贷款有限责任公司", cause: "小额借款合同纠纷", suits: 22 }),
  {
    name: "namesakes",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const plaintiff = city.take("adult");
      const other = city.rename(city.take("adult"), plaintiff.name);
      for (const each of [plaintiff, other]) sue(city, random, each, { suits: 6 });
      return about(plaintiff, "两名同名原告各六件，合计才逾十件");
    },
  },
  {
    name: "borrower-sued-often",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const borrower = city.take("adult");
      const filedFrom = city.asOf - random.between(500, 900);
      for (let index = 0; index < 13; index++)
        writeSuit(
          city,
          {
            cause: PRIVATE_LOAN,
            plaintiff: city.take("adult"),
            defendants: [borrower],
            filedOn: filedFrom + index * 23,
            amount: drawLoan(random),
            outcome: "judgment",
            isDefault: true,
          },
          "clean",
        );
      return {
        subject: borrower.id,
        keys: { plaintiff_id: borrower.id },
        office: borrower.district.office,
        why: "是被告，被十余人起诉还款",
      };
    },
  },
  {
    name: "agent-of-many",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const agent = personName(random, "female", 1978);
      const plaintiffs = Array.from({ length: 12 }, () => city.take("adult"));
      for (const [index, plaintiff] of plaintiffs.entries())
        writeSuit(
          city,
          {
            cause: PRIVATE_LOAN,
            plaintiff,
            defendants: [city.take("adult")],
            filedOn: city.asOf - 600 + index * 30,
            amount: drawLoan(random),
            outcome: "judgment",
            isDefault: true,
            agent,
          },
          "clean",
        );
      return about(plaintiffs[0] ?? city.take("adult"), "律师代理多名互不相干的原告，各只有一件");
    },
  },
];
