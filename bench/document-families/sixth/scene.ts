import { dayFromIso, isoOfDay, residentIdCheckCharacter } from "@yuejian/identifiers";
import { personName } from "../../../demo/names.ts";
import { address } from "../../../demo/people.ts";
import type { Random } from "../../../demo/random.ts";
import type { Firm, Member } from "../cast.ts";
import { type CaseRecord, type Draft, type DraftParagraph, type Piece, paragraph, type SlotKind, say, slot } from "../draft.ts";
import { bornOf, type DayForm, day, idOf, type MoneyForm, named, part, sameYear, sexOf, signed, someone, whole } from "../forms.ts";
import { type Course, drawCourse, type Story, suspectsOf } from "../story.ts";

const OWN_NAMES: readonly (readonly [name: string, sex: Member["sex"], nation: string])[] = [
  ["阿迪力·库尔班", "male", "维吾尔族"],
  ["热依汗·吐尔孙", "female", "维吾尔族"],
  ["达瓦平措", "male", "藏族"],
  ["央金拉姆", "female", "藏族"],
  ["沙马尔呷", "male", "彝族"],
  ["曲比阿依", "female", "彝族"],
];
const COMPOUND = ["欧阳", "皇甫", "慕容", "令狐", "东方", "端木"];
const NATIONS = ["汉族", "汉族", "汉族", "汉族", "土家族", "侗族"];
const SCHOOLING = ["小学文化", "初中文化", "高中文化", "中等专科文化", "大专文化"];
const WORKS = ["无业", "务农", "务工", "个体经营", "外卖骑手", "装修工人"];
const PHONES = ["130", "136", "137", "150", "159", "173", "188", "198"];

export const fen = (yuan: number): number => yuan * 100;

/** What a family draws from: places and numbers of the story that the sets share, people of this set's own. */
export class Scene {
  readonly story: Story;
  readonly random: Random;
  readonly #names = new Set<string>();
  #money: MoneyForm;
  readonly #days: "full" | "short";

  constructor(story: Story) {
    this.story = story;
    this.random = story.random;
    this.#money = this.random.pick(["plain", "plain", "grouped", "wan"] as const);
    this.#days = this.random.pick(["full", "short"] as const);
  }

  pick<Item>(...items: readonly Item[]): Item {
    return this.random.pick(items);
  }

  between(least: number, greatest: number): number {
    return this.random.between(least, greatest);
  }

  /** Hundreds of yuan, in fen. */
  sum(least: number, greatest: number): number {
    return fen(this.between(least / 100, greatest / 100) * 100);
  }

  member(key: string, [from, to]: readonly [number, number] = [1971, 2002], only?: Member["sex"]): Member {
    const sex = only ?? (this.random.chance(0.72) ? "male" : "female");
    const bornOn = isoOfDay(dayFromIso(`${this.between(from, to)}-01-01`) + this.between(0, 364));
    const [name, nation] = this.#named(sex, Number(bornOn.slice(0, 4)));
    const { idPrefix, towns } = this.story.cast.district;
    const digits = `${idPrefix}${bornOn.replaceAll("-", "")}${String(this.between(3, 480) * 2 + (sex === "male" ? 1 : 0)).padStart(3, "0")}`;
    return {
      key,
      name,
      sex,
      bornOn,
      nation,
      id: digits + residentIdCheckCharacter(digits),
      schooling: this.random.pick(SCHOOLING),
      work: this.random.pick(WORKS),
      address: address(this.random, this.story.cast.district, this.random.pick(towns)),
      phone: this.random.pick(PHONES) + String(this.between(10_000_000, 99_999_999)),
    };
  }

  /** Of a victim, a witness, an officer. */
  name(): string {
    const sex = this.random.chance(0.6) ? "male" : "female";
    return this.#fresh(() => [personName(this.random, sex, this.between(1964, 2000)), "汉族"])[0];
  }

  firm(...trades: readonly string[]): Firm {
    return this.story.cast.firm(...trades);
  }

  #named(sex: Member["sex"], year: number): readonly [string, string] {
    return this.#fresh(() => {
      const kind = this.random.next();
      if (kind < 0.07) {
        const [name, , nation] = this.random.pick(OWN_NAMES.filter((own) => own[1] === sex));
        return [name, nation];
      }
      const name = personName(this.random, sex, year);
      return [kind < 0.14 ? this.random.pick(COMPOUND) + name.slice(-1) : name, this.random.pick(NATIONS)];
    });
  }

  #fresh(draw: () => readonly [string, string]): readonly [string, string] {
    for (;;) {
      const drawn = draw();
      const [name] = drawn;
      if (name.length < 2 || [...this.#names].some((other) => other.includes(name.slice(0, 2)) || other.slice(-2) === name.slice(-2)))
        continue;
      this.#names.add(name);
      return drawn;
    }
  }

  money(key: string, amount: number): Piece {
    return part(key, amount, this.#formOf(amount));
  }

  total(key: string, amount: number): Piece {
    return whole(key, amount, this.#formOf(amount));
  }

  /** Money as people say it: 3200元. */
  speaks(): this {
    this.#money = "plain";
    return this;
  }

  #formOf(amount: number): MoneyForm {
    return this.#money === "wan" && amount < fen(10_000) ? "plain" : this.#money;
  }

  /** A later day, the year left out where the writer of this document likes that. */
  on(key: string, iso: string, before: string): Piece {
    return this.#days === "short" ? sameYear(key, iso, before) : day(key, iso);
  }

  /** 次日 of the day told just before. */
  next(key: string, iso: string, before: string): Piece {
    const isNext = dayFromIso(iso) === dayFromIso(before) + 1;
    return isNext && this.#days === "short" ? slot("次日", "date", key, iso) : this.on(key, iso, before);
  }

  course(act?: string): Course {
    return act === undefined ? drawCourse(this.random) : drawCourse(this.random, act);
  }
}

/** 9时05分 */
export const clock = (scene: Scene, hour: number): string => `${hour}时${String(scene.between(1, 59)).padStart(2, "0")}分`;

/** 姓名，男，1985年3月4日出生，公民身份号码…，汉族，初中文化，无业，户籍地…。 */
export const personal = (member: Member, home = "户籍所在地及住址"): Piece[] =>
  say`${named(member)}，${sexOf(member)}，${bornOf(member)}出生，公民身份号码${idOf(member)}，${member.nation}，${member.schooling}，${member.work}，${home}${member.address}。`;

export const yearOf = (iso: string): string => iso.slice(0, 4);

/** Names with 、 between them, each a mention. */
export const listed = (members: readonly Pick<Member, "key" | "name">[]): Piece[] =>
  members.flatMap((member, at) => [...(at === 0 ? [] : [{ text: "、" }]), named(member)]);

export function record(
  scene: Scene,
  members: readonly Member[],
  { charge = null, amount = null, days = {} }: Partial<Pick<CaseRecord, "charge" | "amount" | "days">> = {},
): CaseRecord {
  return {
    office: scene.story.office,
    suspects: suspectsOf(...members),
    charge,
    actOn: days.act?.[0] ?? null,
    acceptedOn: days.accepted?.[0] ?? null,
    amount,
    days,
  };
}

export const courseDays = (
  { filed, detained, asked, arrested, accepted, told }: Course,
  acts: readonly string[],
): NonNullable<CaseRecord["days"]> => ({
  act: acts,
  filed: [filed],
  detained: [detained],
  asked: [asked],
  arrested: [arrested],
  accepted: [accepted],
  told: [told],
});

const SIGNERS: Readonly<Record<string, string>> = { 检察官: "procurator", 检察官助理: "assistant", 书记员: "clerk" };

const DAYS: ReadonlySet<SlotKind> = new Set(["date", "birth", "signed-on", "term"]);

/** Days as a system fills them in: 2025年03月05日. */
export const padded = (draft: Draft): Draft => ({
  ...draft,
  paragraphs: draft.paragraphs.map(({ style, pieces }) => ({
    style,
    pieces: pieces.map((piece) =>
      piece.slot && DAYS.has(piece.slot.kind) ? { ...piece, text: piece.text.replaceAll(/(?<=[年月])\d(?=[月日])/g, "0$&") } : piece,
    ),
  })),
});

/** Who signs, each on a line. */
export const signers = (scene: Scene, ...roles: readonly string[]): DraftParagraph[] =>
  roles.map((role, at) => paragraph("signature", `${role}　`, someone(SIGNERS[role] ?? `signer-${at}`, scene.name())));

export const signedAt = (iso: string, form: DayForm = "figures"): DraftParagraph => paragraph("signature", signed(iso, form));

export const sums = (wholeKey: string, count: number, prefix: string): NonNullable<Draft["sums"]> => [
  { whole: wholeKey, parts: Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`) },
];

/** A line that its number begins: 1. or （一）. */
export const item = (group: string, number: string, ...pieces: readonly (string | Piece | readonly Piece[])[]): DraftParagraph =>
  paragraph("body", slot(number, "heading", group), ...pieces);
