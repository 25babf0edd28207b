import {
  creditCodeCheckCharacter,
  dayFromIso,
  isoOfDay,
  organisationCodeCheckCharacter,
  residentIdCheckCharacter,
} from "@yuejian/identifiers";
import { address } from "../../demo/people.ts";
import { DISTRICTS, type District } from "../../demo/places.ts";
import type { Random } from "../../demo/random.ts";

export interface Member {
  readonly key: string;
  readonly name: string;
  readonly sex: "male" | "female";
  readonly bornOn: string;
  readonly id: string;
  readonly nation: string;
  readonly schooling: string;
  readonly work: string;
  readonly address: string;
  readonly phone: string;
}

const SURNAMES = "蒋贺柳汤易曾邹廖谭喻晏瞿卜葛屈祝涂聂匡焦谌鄢粟虢佘".split("");
const COMPOUND = ["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "令狐", "端木", "慕容"];
const GIVEN_MALE = "炳坤钧铖烨骁润泽晟昱珩屹恺岱淦湛祺砚绍胤崇维".split("");
const GIVEN_FEMALE = "婧琬萱芷黛蓓娅晗璐瑾妍菡嫣姝筠湘芸茜岚沁荷蕙".split("");
/** Names of peoples with names of their own, as the register of residents writes them. */
const OWN_FORM: Readonly<Record<Member["sex"], readonly (readonly [name: string, nation: string])[]>> = {
  male: [
    ["买买提江·吐尔逊", "维吾尔族"],
    ["艾力·卡德尔", "维吾尔族"],
    ["次仁多吉", "藏族"],
    ["扎西顿珠", "藏族"],
    ["吉克阿木", "彝族"],
    ["巴特尔", "蒙古族"],
  ],
  female: [
    ["古丽娜尔·艾合买提", "维吾尔族"],
    ["阿依夏木·玉素甫", "维吾尔族"],
    ["卓玛央宗", "藏族"],
    ["吉克阿依", "彝族"],
    ["萨仁图雅", "蒙古族"],
  ],
};
const NEIGHBOURS = ["土家族", "苗族", "侗族", "瑶族", "回族"];
const SCHOOLING = ["小学文化", "初中文化", "高中文化", "中专文化", "大学专科文化", "大学本科文化"];
const WORKS = ["个体经营者", "网约车司机", "建筑工人", "快递员", "无固定职业", "公司职员", "货车司机", "餐馆服务员", "农民"];
const PHONES = ["139", "151", "158", "177", "183", "199"];

/** 欧阳 of 欧阳钧, 买 of 买买提江·吐尔逊. */
export const surnameOf = (name: string): string => COMPOUND.find((each) => name.startsWith(each)) ?? name.charAt(0);

export interface Firm {
  readonly name: string;
  readonly code: string;
}

const FIRM_FIRST = ["湘沅", "洞庭源", "巴陵汇", "云梦泽", "南湖湾", "汨水", "君山岛", "岳丰"];

/** People of one document: no two share a name, nor has anybody a part of another's name. */
export class Cast {
  readonly district: District;
  readonly #random: Random;
  readonly #names = new Set<string>();
  #number = 0;

  constructor(random: Random) {
    this.#random = random;
    // The administrative zone has courts named after the city, which would need forms of its own.
    this.district = random.pick(DISTRICTS.filter(({ office }) => office !== "quyuan"));
  }

  /** Born in the years given, both counted. `isOrdinary`: with a surname and a given name. */
  member(key: string, [from, to]: readonly [number, number], { isOrdinary = false }: { readonly isOrdinary?: boolean } = {}): Member {
    const random = this.#random;
    const sex = random.chance(0.7) ? "male" : "female";
    const bornOn = isoOfDay(dayFromIso(`${random.between(from, to)}-01-01`) + random.between(0, 364));
    const [name, nation] = this.#fresh(() => (isOrdinary ? [this.#ordinary(sex), "汉族"] : this.#named(sex)));
    const sequence = random.between(5, 480) * 2 + (sex === "male" ? 1 : 0);
    const digits = `${this.district.idPrefix}${bornOn.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
    return {
      key,
      name,
      sex,
      bornOn,
      id: digits + residentIdCheckCharacter(digits),
      nation,
      schooling: random.pick(SCHOOLING),
      work: random.pick(WORKS),
      address: address(random, this.district, random.pick(this.district.towns)),
      phone: random.pick(PHONES) + String(random.between(0, 99_999_999)).padStart(8, "0"),
    };
  }

  /** A name alone: of a victim, an officer, counsel. */
  name(sex: Member["sex"] = this.#random.chance(0.5) ? "male" : "female"): string {
    return this.#fresh(() => [this.#ordinary(sex), "汉族"])[0];
  }

  /** Eight names. */
  names(): readonly [string, string, string, string, string, string, string, string] {
    const name = () => this.name();
    return [name(), name(), name(), name(), name(), name(), name(), name()];
  }

  firm(...trades: readonly string[]): Firm {
    const body = String(this.#random.between(10_000_000, 99_999_999));
    const digits = `91430600${body}${organisationCodeCheckCharacter(body)}`;
    return {
      name: `岳阳${this.#random.pick(FIRM_FIRST)}${this.#random.pick(trades)}有限公司`,
      code: digits + creditCodeCheckCharacter(digits),
    };
  }

  #named(sex: Member["sex"]): readonly [string, string] {
    const random = this.#random;
    if (random.chance(0.18)) return random.pick(OWN_FORM[sex]);
    return [this.#ordinary(sex), random.chance(0.25) ? random.pick(NEIGHBOURS) : "汉族"];
  }

  #ordinary(sex: Member["sex"]): string {
    const random = this.#random;
    const surname = random.chance(0.2) ? random.pick(COMPOUND) : random.pick(SURNAMES);
    const given = sex === "male" ? GIVEN_MALE : GIVEN_FEMALE;
    const first = random.pick(given);
    return random.chance(0.25) ? surname + first : surname + first + random.pick(given.filter((each) => each !== first));
  }

  #fresh(draw: () => readonly [string, string]): readonly [string, string] {
    for (;;) {
      const drawn = draw();
      const isNear = [...this.#names].some((other) => other.slice(0, 2) === drawn[0].slice(0, 2));
      if (isNear && this.#number++ < 200) continue;
      if (this.#names.has(drawn[0])) continue;
      this.#names.add(drawn[0]);
      return drawn;
    }
  }
}
