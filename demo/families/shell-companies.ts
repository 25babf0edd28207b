import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { type Enterprise, type Firm, writeEnterprise, writeOfficer } from "../enterprises.ts";
import { type Judgment, writeCorrection } from "../justice.ts";
import { shortId } from "../other-ids.ts";
import type { Person } from "../people.ts";
import type { Random } from "../random.ts";
import { transposeSequence } from "../typing-errors.ts";
import { acquitOnRetrial, convict, daysAgo, serve } from "./convictions.ts";
import type { Family, Planted } from "./family.ts";

const SPECIAL_INVOICES = "虚开增值税专用发票、用于骗取出口退税、抵扣税款发票罪";

interface Story {
  readonly charge: string;
  readonly months?: number;
  readonly judgment?: Partial<Judgment>;
  readonly enterprise?: Enterprise;
  /** Days from the founding to the act; by default half a year to three years. Negative: founded after the act. */
  readonly foundedBeforeAct?: number;
  readonly isOnProbation?: boolean;
  /** The person's id as the judgment and as the register of firms have it, where they differ. */
  readonly idText?: (id: string) => string;
  readonly firmIdText?: (id: string) => string;
}

/** A conviction of last years and the day of its act. */
function sentence(city: City, random: Random, person: Person, story: Story): { judgedOn: Day; committedOn: Day; number: string } {
  const judgedOn = daysAgo(city, random, [200, 1_500]);
  const committedOn = judgedOn - random.between(200, 700);
  const months = story.months ?? random.between(10, 40);
  const idText = story.idText?.(person.id);
  const more: Partial<Judgment> = {
    committedOn,
    ...(story.isOnProbation ? { probationMonths: months + 8 } : {}),
    ...(idText === undefined ? {} : { idText }),
    ...story.judgment,
  };
  const number = convict(city, { person, charge: story.charge, judgedOn, months, more });
  if (story.isOnProbation) {
    const startsOn = judgedOn + 11;
    const endsOn = addMonths(startsOn, months + 8) - 1;
    writeCorrection(city, person, { judgmentNumber: number, kind: "probation", startsOn, endsOn, arrivedOn: startsOn + 4 }, "clean");
  }
  return { judgedOn, committedOn, number };
}

/** Sole and partnership enterprises unless said, so that nobody here is also the barred director of a company (model 14). */
function firm(city: City, person: Person, enterprise: Enterprise): Firm {
  const number = city.nextDocument();
  const kind = number % 2 === 0 ? "sole" : "partnership";
  return writeEnterprise(city, person, { number, manner: "clean", enterprise: { status: "active", kind, ...enterprise } });
}

const about = (each: Firm, why: string): Planted => ({
  subject: each.code,
  keys: { credit_code: each.code },
  office: each.district.office,
  why,
});

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, story: (random: Random) => Story): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const person = city.take("convict");
      const told = story(random);
      const { committedOn } = sentence(city, random, person, told);
      const foundedOn = committedOn - (told.foundedBeforeAct ?? random.between(180, 1_100));
      const firmIdText = told.firmIdText?.(person.id);
      return about(firm(city, person, { foundedOn, ...(firmIdText === undefined ? {} : { idText: firmIdText }), ...told.enterprise }), why);
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** One more firm at a room where several of the same gang stand; the room is the same for all instances of a seed. */
const room = (city: City, person: Person, number: number): string =>
  `湖南省岳阳市${person.district.name}${person.district.towns[0]}金鹗路${(city.seed + number) % 300}号${number % 20}栋1804室`;

/** Firms at one room; the representative of each is drawn by `of`. The subject is the last. */
function atOneRoom(
  city: City,
  { firms, person, foundedOn, of }: { firms: number; person: Person; foundedOn: Day; of: () => Person },
): Firm {
  const address = room(city, person, city.nextDocument());
  for (let index = 0; index < firms; index++) firm(city, of(), { kind: "company", foundedOn: foundedOn - index * 9, address });
  return firm(city, person, { foundedOn, address });
}

/** Model 13: firms of people convicted of false invoicing, pyramid selling, laundering or fraud that are still active. */
export const SHELL_COMPANIES: readonly Family[] = [
  plant("special-invoices", 4, "法定代表人因虚开增值税专用发票被判刑，企业仍登记为存续", () => ({ charge: SPECIAL_INVOICES })),
  plant("ordinary-invoices", 3, "法定代表人因虚开发票被判刑，企业仍登记为存续", () => ({ charge: "虚开发票罪" })),
  plant("pyramid", 2, "法定代表人因组织、领导传销活动被判刑，企业仍登记为存续", () => ({ charge: "组织、领导传销活动罪", months: 48 })),
  plant("laundering", 2, "法定代表人因洗钱被判刑，企业仍登记为存续", () => ({ charge: "洗钱罪" })),
  plant("contract-fraud", 3, "法定代表人因合同诈骗被判刑，企业仍登记为存续", () => ({ charge: "合同诈骗罪" })),
  plant("fraud", 3, "法定代表人以公司名义诈骗被判刑，企业仍登记为存续", () => ({ charge: "诈骗罪" })),
  plant("on-probation", 2, "法定代表人因虚开发票被宣告缓刑，企业仍登记为存续", () => ({
    charge: "虚开发票罪",
    months: 14,
    isOnProbation: true,
  })),
  plant("founded-days-before-the-act", 2, "成立数日即用于犯罪，企业仍登记为存续", () => ({
    charge: SPECIAL_INVOICES,
    foundedBeforeAct: 3,
  })),
  plant("short-id-in-judgment", 2, "判决登记为15位旧身份证号，换算后可以对上", () => ({ charge: SPECIAL_INVOICES, idText: shortId })),
  {
    name: "one-of-several-at-a-room",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const { committedOn } = sentence(city, random, person, { charge: SPECIAL_INVOICES });
      const subject = atOneRoom(city, { firms: 4, person, foundedOn: committedOn - 200, of: () => city.take("veteran") });
      return about(subject, "同一房号登记多家企业，此家法定代表人因虚开被判刑而仍存续");
    },
  },
  {
    name: "upheld-on-appeal",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const { committedOn, judgedOn, number } = sentence(city, random, person, { charge: "合同诈骗罪" });
      const more = { procedure: "second", originalNumber: number, committedOn } as const;
      convict(city, { person, charge: "合同诈骗罪", judgedOn: judgedOn + 70, months: 30, more });
      return about(firm(city, person, { foundedOn: committedOn - 400 }), "二审维持有罪判决，企业仍登记为存续");
    },
  },
  needsLinkage("transposed-id-of-representative", 2, "企业登记的法定代表人身份证号有两位颠倒，校验不过而被隔离", () => ({
    charge: SPECIAL_INVOICES,
    firmIdText: transposeSequence,
  })),
  decoy("deregistered", 3, "企业已经注销", () => ({ charge: SPECIAL_INVOICES, enterprise: { status: "deregistered" } })),
  decoy("revoked", 3, "企业已被吊销营业执照", () => ({ charge: "虚开发票罪", enterprise: { status: "revoked" } })),
  decoy("other-offence", 3, "法定代表人所犯之罪与企业经营无关", (random) => ({
    charge: random.pick(["交通肇事罪", "故意伤害罪", "寻衅滋事罪"]),
  })),
  decoy("founded-after-the-act", 3, "企业成立于犯罪之后，不是犯罪工具", (random) => ({
    charge: "诈骗罪",
    months: 8,
    foundedBeforeAct: -random.between(30, 150),
  })),
  {
    name: "founded-after-release",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const person = city.take("convict");
      const endsOn = daysAgo(city, random, [500, 1_500]);
      serve(city, { person, charge: "合同诈骗罪", endsOn, months: 24 });
      return about(firm(city, person, { foundedOn: endsOn + random.between(100, 400) }), "刑满释放之后成立的企业，与所犯之罪无关");
    },
  },
  {
    name: "acquitted-on-retrial",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const { committedOn, judgedOn, number } = sentence(city, random, person, { charge: "合同诈骗罪" });
      acquitOnRetrial(city, { person, charge: "合同诈骗罪", number, on: judgedOn + 180 });
      return about(firm(city, person, { foundedOn: committedOn - 500 }), "再审改判无罪");
    },
  },
  decoy("acquitted", 2, "一审判决无罪", () => ({ charge: "虚开发票罪", judgment: { sentence: "acquitted", months: null, fine: null } })),
  {
    name: "officer-only",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const person = city.take("convict");
      const { committedOn } = sentence(city, random, person, { charge: "诈骗罪" });
      const subject = firm(city, city.take("veteran"), { kind: "company", foundedOn: committedOn - 900 });
      writeOfficer(city, subject, person, { office: { position: "shareholder", appointedOn: committedOn - 900 }, manner: "clean" });
      return about(subject, "被判刑的只是股东，法定代表人另有其人");
    },
  },
  {
    name: "business-secretary-room",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("veteran");
      const subject = atOneRoom(city, { firms: 9, person, foundedOn: daysAgo(city, random, [300, 900]), of: () => city.take("veteran") });
      return about(subject, "商务秘书公司集中登记地址，各企业法定代表人均无犯罪记录");
    },
  },
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const convicted = city.take("convict");
      const { committedOn } = sentence(city, random, convicted, { charge: SPECIAL_INVOICES });
      const person = city.rename(city.take("adult"), convicted.name);
      return about(firm(city, person, { kind: "company", foundedOn: committedOn - 300 }), "被判刑的是与法定代表人同名的另一人");
    },
  },
];
