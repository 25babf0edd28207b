import type { Comparison, Level, Test } from "./comparison.ts";
import type { Derivation, Feature, Field, FieldKind } from "./fields.ts";

/** What is compared, and what may be blocked on, for a list of fields: one configuration for all tables. */
export interface MatchingPlan {
  readonly fields: readonly Field[];
  readonly features: readonly Feature[];
  readonly comparisons: readonly Comparison[];
  /** Features with a number of which nobody has two, and whether it is valid. */
  readonly identity: { readonly number: string; readonly valid: string } | null;
  /** Features on which records may be brought together, by comparison. */
  readonly keys: readonly BlockingKey[];
}

export interface BlockingKey {
  readonly feature: string;
  readonly comparison: string;
}

export interface PlanHints {
  /** Pairs of fields of one kind that hold the same values, so that they may stand in one another's place. */
  readonly interchangeable: readonly (readonly [string, string])[];
  /** Field with the birth day and the sex of the person with the id; at most one each. */
  readonly birth?: string;
  readonly sex?: string;
}

export function planFor(fields: readonly Field[], hints: PlanHints): MatchingPlan {
  const plan = new Planner(fields, hints);
  const id = fields.find(({ kind }) => kind === "resident-id");
  const birth = fields.find(({ name }) => name === hints.birth);
  const sex = fields.find(({ name }) => name === hints.sex);
  if (id) plan.person(id, birth ?? null, sex ?? null);
  for (const field of fields) if (field !== id && !(id && (field === birth || field === sex))) plan.add(field);
  return { fields, features: plan.features, comparisons: plan.comparisons, identity: plan.identity, keys: plan.keys };
}

const level = (id: string, zh: string, en: string, test: Test | null, rarity?: string): Level => ({
  id,
  label: { zh, en },
  test,
  ...(rarity === undefined ? {} : { rarity }),
});
const personal = (each: Level): Level => ({ ...each, isPersonal: true });
/** Nobody has two ids that are both right: mistakes that keep the check character are rare, and changed ids rarer. */
const TWO_VALID_IDS = 1e-6;
const FAMILY_HEADING = /sur ?name|last|family|姓氏|^姓$/i;
const all = (...tests: Test[]): Test => ({ op: "all", tests });
const any = (...tests: Test[]): Test => ({ op: "any", tests });
const both = (of: string): Test => ({ op: "both", of });
const same = (of: string): Test => ({ op: "same", of });
const DIFFERENT = level("different", "不同", "different", null);

class Planner {
  readonly features: Feature[] = [];
  readonly comparisons: Comparison[] = [];
  readonly keys: BlockingKey[] = [];
  identity: MatchingPlan["identity"] = null;
  readonly #hints: PlanHints;
  readonly #fields: readonly Field[];

  constructor(fields: readonly Field[], hints: PlanHints) {
    this.#fields = fields;
    this.#hints = hints;
  }

  /** Id, birth day and sex say the same thing thrice, so they are one comparison. */
  person(id: Field, birth: Field | null, sex: Field | null): void {
    const number = this.#feature(id, "canonical");
    const valid = this.#feature(id, "valid");
    const day = this.#feature(birth, "birth", id);
    const gender = this.#feature(sex, "sex", id);
    this.identity = { number, valid };
    const isDoubtful: Test = { op: "doubtful", of: valid };
    this.#compare(id, {
      fields: [id, birth, sex].flatMap((field) => (field ? [field.name] : [])),
      comparable: any(both(number), both(day), both(gender)),
      levels: [
        personal(level("same-id", "证号相同", "same id", same(number), number)),
        personal(
          level(
            "id-slip",
            "证号一位有误或两位颠倒",
            "id with one wrong or two exchanged figures",
            all(isDoubtful, { op: "slip", of: number }),
          ),
        ),
        personal(
          level(
            "id-near",
            "证号两三位不同，生日相同",
            "id with two or three wrong figures, same birthday",
            all(isDoubtful, same(day), { op: "near", of: number, most: 3 }),
          ),
        ),
        {
          ...level("two-ids", "两个有效证号", "two valid ids", all(both(number), { op: "not", test: isDoubtful })),
          mostAmongMatches: TWO_VALID_IDS,
        },
        personal(level("other-id-same-birth", "证号不同，生日相同", "other id, same birthday", all(both(number), same(day)))),
        level("other-id", "证号不同", "other id", both(number)),
        personal(level("same-birth", "生日相同", "same birthday", same(day), day)),
        personal(
          level(
            "birth-slip",
            "生日一位有误或颠倒",
            "birthday with a slip",
            any({ op: "slip", of: day }, { op: "dayAndMonthExchanged", of: day }),
          ),
        ),
        level("other-birth", "生日不同", "other birthday", both(day)),
        level("same-sex", "性别相同", "same sex", same(gender)),
        level("other-sex", "性别不同", "other sex", null),
      ],
    });
    this.#key(id, number);
    this.#key(id, day);
  }

  add(field: Field): void {
    const make: Readonly<Record<FieldKind, () => void>> = {
      "han-name": () => this.#hanName(field),
      name: () => this.#words(field, { isName: true }),
      organisation: () => this.#organisation(field),
      "resident-id": () => this.#number(field),
      "credit-code": () => this.#number(field),
      number: () => this.#number(field),
      day: () => this.#day(field),
      sex: () => this.#category(field),
      category: () => this.#category(field),
      text: () => this.#words(field, {}),
      email: () => this.#email(field),
      "han-address": () => this.#hanAddress(field),
      address: () => this.#words(field, {}),
    };
    make[field.kind]();
  }

  #hanName(field: Field): void {
    const [name, characters] = [this.#feature(field, "canonical"), this.#feature(field, "characters")];
    const [reading, anagram] = [this.#feature(field, "reading"), this.#feature(field, "anagram")];
    this.#compare(field, {
      levels: [
        personal(level("same", "相同", "same", same(name), name)),
        personal(level("sound", "同音", "sounds the same", same(reading))),
        personal(level("order", "次序颠倒", "other order", same(anagram))),
        level("one-given", "名中一字不同", "one character of the given name differs", {
          op: "placed",
          of: characters,
          initial: true,
          longerThan: 2,
        }),
        level("surname", "姓不同名同", "other surname, same given name", { op: "placed", of: characters, initial: false }),
        level("part", "一名含另一名", "one name inside the other", { op: "contains", of: name, least: 2 }),
        level("family", "同姓", "same surname", { op: "initial", of: characters }),
        DIFFERENT,
      ],
    });
    this.#key(field, name);
    this.#key(field, reading);
  }

  #words(field: Field, { isName = false }): void {
    const text = this.#feature(field, "canonical");
    const compact = this.#feature(field, "compact");
    // A pair whose two columns are exchanged is told once: the later of the columns says nothing then.
    const partners = this.#interchangeable(field).map((other) => ({
      other: this.#feature(other, "compact"),
      isLater: this.#isLater(field, other),
    }));
    const exchanged = (other: string): Test => ({ op: "exchanged", of: compact, with: other, least: 0.92 });
    const moved = (other: string): Test => ({ op: "moved", of: compact, with: other, least: 0.92 });
    const spellsAlike: Test = { op: "similar", of: compact, least: 0.92 };
    const own = (each: Level): Level => (isName && !FAMILY_HEADING.test(field.name) ? personal(each) : each);
    this.#compare(field, {
      comparable: all(
        both(text),
        ...partners
          .filter(({ isLater }) => isLater)
          .map(({ other }): Test => any(spellsAlike, { op: "not", test: exchanged(other) }, moved(other))),
      ),
      levels: [
        own(level("same", "相同", "same", same(text), text)),
        own(level("spelling", "拼写略有不同", "almost the same spelling", spellsAlike)),
        ...partners
          .filter(({ isLater }) => !isLater)
          .map(({ other }, at) => own(level(`exchanged-${at + 1}`, "两栏互换", "the two columns are exchanged", exchanged(other)))),
        ...partners.map(({ other }, at) => level(`moved-${at + 1}`, "写在另一栏", "stands in the other column", moved(other))),
        level("similar", "相似", "similar", { op: "similar", of: compact, least: 0.82 }),
        DIFFERENT,
      ],
    });
    this.#key(field, compact);
    if (isName) this.#key(field, this.#feature(field, "skeleton"));
    this.#key(field, this.#feature(field, "initial"));
  }

  #organisation(field: Field): void {
    const [name, stem] = [this.#feature(field, "canonical"), this.#feature(field, "stem")];
    this.#compare(field, {
      levels: [
        personal(level("same", "相同", "same", same(name), name)),
        level("stem", "字号与行业相同", "same apart from place and form", same(stem), stem),
        level("spelling", "写法相近", "similar spelling", { op: "similar", of: stem, least: 0.92 }),
        level("part", "一名含另一名", "one name inside the other", { op: "contains", of: stem, least: 4 }),
        DIFFERENT,
      ],
    });
    this.#key(field, name);
    this.#key(field, stem);
  }

  #number(field: Field): void {
    const number = this.#feature(field, "canonical");
    this.#compare(field, {
      levels: [
        level("same", "相同", "same", same(number), number),
        level("slip", "一位有误或两位颠倒", "one wrong or two exchanged figures", { op: "slip", of: number }),
        level("near", "两位不同", "two figures differ", { op: "near", of: number, most: 2 }),
        DIFFERENT,
      ],
    });
    this.#key(field, number);
  }

  #day(field: Field): void {
    const day = this.#feature(field, "canonical");
    const own = (each: Level): Level => (field.name === this.#hints.birth ? personal(each) : each);
    this.#compare(field, {
      levels: [
        own(level("same", "相同", "same", same(day), day)),
        own(
          level(
            "slip",
            "一位有误或颠倒",
            "one wrong or two exchanged figures",
            any({ op: "slip", of: day }, { op: "dayAndMonthExchanged", of: day }),
          ),
        ),
        level("month", "相差不到一月", "less than a month apart", { op: "within", of: day, days: 31 }),
        level(
          "near",
          "两位不同或相差不到一年",
          "two figures differ or less than a year apart",
          any({ op: "near", of: day, most: 2 }, { op: "within", of: day, days: 366 }),
        ),
        DIFFERENT,
      ],
    });
    this.#key(field, day);
  }

  #category(field: Field): void {
    const text = this.#feature(field, "canonical");
    this.#compare(field, { levels: [level("same", "相同", "same", same(text), text), DIFFERENT] });
  }

  #email(field: Field): void {
    const [text, local, domain] = [this.#feature(field, "canonical"), this.#feature(field, "local"), this.#feature(field, "domain")];
    this.#compare(field, {
      levels: [
        level("same", "相同", "same", same(text), text),
        level("spelling", "拼写略有不同", "almost the same spelling", { op: "similar", of: text, least: 0.92 }),
        level("local", "用户名相同", "same local part", same(local)),
        level("domain", "域名相同", "same domain", same(domain), domain),
        level("similar", "相似", "similar", { op: "similar", of: text, least: 0.8 }),
        DIFFERENT,
      ],
    });
    this.#key(field, text);
    this.#key(field, local);
    this.#key(field, domain);
  }

  #hanAddress(field: Field): void {
    const [text, numbers, tail] = [this.#feature(field, "canonical"), this.#feature(field, "numbers"), this.#feature(field, "tail")];
    this.#compare(field, {
      levels: [
        level("same", "相同", "same", same(text), text),
        level("place", "地名门牌相同", "same place and numbers", all(same(tail), same(numbers))),
        level("tail", "地名相同", "same place, other numbers", same(tail)),
        level("numbers", "门牌号码相同", "same numbers", same(numbers)),
        DIFFERENT,
      ],
    });
    this.#key(field, text);
    this.#key(field, tail);
    this.#key(field, numbers);
  }

  #interchangeable(field: Field): Field[] {
    return this.#hints.interchangeable.flatMap(([one, two]) => {
      const other = one === field.name ? two : two === field.name ? one : null;
      return this.#fields.filter(({ name }) => name === other);
    });
  }

  #isLater(field: Field, other: Field): boolean {
    return this.#fields.indexOf(field) > this.#fields.indexOf(other);
  }

  #feature(first: Field | null, derive: Derivation, second: Field | null = null): string {
    const name = `${(first ?? second)?.name ?? ""}:${derive}`;
    if (!this.features.some((each) => each.name === name)) this.features.push({ name, derive, from: second ? [first, second] : [first] });
    return name;
  }

  #compare(field: Field, given: { fields?: readonly string[]; comparable?: Test; levels: readonly Level[] }): void {
    this.comparisons.push({
      id: field.name,
      label: { zh: field.name, en: field.name },
      fields: given.fields ?? [field.name],
      comparable: given.comparable ?? both(`${field.name}:canonical`),
      levels: given.levels,
    });
  }

  #key(field: Field, feature: string): void {
    this.keys.push({ feature, comparison: field.name });
  }
}
