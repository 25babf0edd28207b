import { addMonths, lastOfMonth } from "../../days.ts";
import { fullWidth } from "../../formats.ts";
import { type Stay, writeCorrection, writeStay } from "../../justice.ts";
import { formerId, shortId } from "../../other-ids.ts";
import type { Random } from "../../random.ts";
import { transposeSequence, wrongDigit } from "../../typing-errors.ts";
import type { Family } from "../family.ts";
import { type Draft, drawTerm, month, outside, served, type Term, wholeMonths, writePrisoner } from "./terms.ts";

/** A plant of the plainest shape: paid in every month, nothing stopped or recovered. */
function plain(
  name: string,
  perStandardCity: number,
  why: string,
  shape: (random: Random) => { whole: number; kind?: Stay["kind"]; isOpen?: boolean } & Pick<Draft, "scheme" | "prisonId" | "pensionId">,
  kind: Family["kind"] = "plant",
): Family {
  return {
    name,
    kind,
    perStandardCity,
    make: (city, random) => {
      const { scheme, prisonId, pensionId, ...rest } = shape(random);
      const term = drawTerm(city, random, rest);
      return writePrisoner(city, random, {
        term,
        unlawful: served(city, term),
        why,
        ...(scheme ? { scheme } : {}),
        ...(prisonId ? { prisonId } : {}),
        ...(pensionId ? { pensionId } : {}),
      });
    },
  };
}

export const PRISONERS_PENSIONS_PLANTS: readonly Family[] = [
  plain("prison", 5, "有期徒刑服刑期间逐月照发养老金", (random) => ({ whole: random.between(3, 10) })),
  plain("still-serving", 4, "仍在服刑，养老金照发", (random) => ({ whole: random.between(3, 14), isOpen: true })),
  plain("detention", 4, "拘役在看守所执行期间照发养老金", (random) => ({ whole: random.between(1, 3), kind: "detention-centre" })),
  plain("institutions-scheme", 2, "机关事业单位退休人员服刑期间照发养老金", (random) => ({
    whole: random.between(3, 8),
    scheme: "institutions",
  })),
  plain("short-id-in-prison", 3, "监狱登记的是15位旧身份证号，换算后可以对上", (random) => ({
    whole: random.between(3, 8),
    prisonId: shortId,
  })),
  plain("full-width-id-in-prison", 2, "监狱登记的身份证号为全角字符", (random) => ({
    whole: random.between(3, 8),
    prisonId: (id) => fullWidth(id.toLowerCase()),
  })),
  {
    name: "one-whole-month-to-the-day",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const first = month(city, random.between(2, 14));
      const lastDay = lastOfMonth(first);
      const term: Term = {
        admittedOn: first,
        endsOn: lastDay,
        releasedOn: lastDay,
        judgedOn: first - 11,
        kind: "detention-centre",
        isOpen: false,
      };
      return writePrisoner(city, random, { term, unlawful: [first], why: "月初收监、月末释放，恰好一个整月" });
    },
  },
  {
    name: "stopped-too-late",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(5, 9) });
      const inside = served(city, term);
      const stoppedFrom = inside[random.between(2, inside.length - 1)] ?? 0;
      return writePrisoner(city, random, {
        term,
        pays: (paidFor) => paidFor < stoppedFrom || outside(term)(paidFor),
        unlawful: inside.filter((each) => each < stoppedFrom),
        recoveries: () => [{ kind: "stopped", from: stoppedFrom, to: inside.at(-1) ?? null, amount: null, decidedOn: stoppedFrom - 3 }],
        why: "服刑数月后才停发，此前月份未追回",
      });
    },
  },
  {
    name: "recovered-in-part",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: random.between(5, 9) });
      const inside = served(city, term);
      const until = inside[random.between(1, inside.length - 3)] ?? 0;
      const covered = inside.filter((each) => each <= until);
      return writePrisoner(city, random, {
        term,
        unlawful: inside.filter((each) => each > until),
        recoveries: (amount) => [
          { kind: "recovered", from: inside[0] ?? 0, to: until, amount: amount * covered.length, decidedOn: city.asOf - 20 },
        ],
        why: "只追回了部分月份",
      });
    },
  },
  {
    name: "transferred-between-prisons",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const term = drawTerm(city, random, { whole: 7 });
      const moved = addMonths(term.admittedOn, 4);
      const inside = [...wholeMonths(city, term.admittedOn, moved), ...wholeMonths(city, moved, term.releasedOn ?? term.endsOn)];
      return writePrisoner(city, random, {
        term,
        unlawful: inside,
        stays: (person, judgmentNumber) => {
          const base = { judgmentNumber, kind: term.kind, endsOn: term.endsOn };
          writeStay(
            city,
            person,
            { ...base, admittedOn: term.admittedOn, releasedOn: moved, releaseKind: "transferred", prison: 0 },
            "clean",
          );
          writeStay(city, person, { ...base, admittedOn: moved, releasedOn: term.releasedOn, releaseKind: "served", prison: 1 }, "clean");
        },
        why: "服刑期间调动监狱，两段均照发（调动当月不计入）",
      });
    },
  },
  {
    name: "returned-from-medical-release",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => {
      const back = month(city, random.between(8, 11)) + 4;
      const endsOn = month(city, 16) + 10;
      const left = addMonths(city.asOf, -30);
      const term: Term = { admittedOn: back, endsOn, releasedOn: endsOn, judgedOn: left - 400, kind: "prison", isOpen: false };
      return writePrisoner(city, random, {
        term,
        unlawful: served(city, term),
        stays: (person, judgmentNumber) => {
          writeStay(
            city,
            person,
            { judgmentNumber, kind: "prison", admittedOn: left - 370, endsOn, releasedOn: left, releaseKind: "medical" },
            "clean",
          );
          writeCorrection(
            city,
            person,
            { judgmentNumber, kind: "medical", startsOn: left, endsOn: back - 1, arrivedOn: left + 3 },
            "clean",
          );
          writeStay(
            city,
            person,
            { judgmentNumber, kind: "prison", admittedOn: back, endsOn, releasedOn: endsOn, releaseKind: "served" },
            "clean",
          );
        },
        why: "暂予监外执行后收监，再次服刑期间照发",
      });
    },
  },
  plain(
    "transposed-id-in-prison",
    3,
    "监狱登记的身份证号有两位颠倒，校验不过而被隔离",
    (random) => ({ whole: random.between(3, 8), prisonId: transposeSequence }),
    "plant-needs-linkage",
  ),
  plain(
    "former-id-in-prison",
    4,
    "监狱登记的是变更前的身份证号（校验正确），姓名、出生日期一致",
    (random) => ({ whole: random.between(3, 8), prisonId: formerId }),
    "plant-needs-linkage",
  ),
  plain(
    "wrong-digit-in-pension",
    2,
    "社保登记的身份证号有一位错误，全部发放记录被隔离",
    (random) => ({ whole: random.between(3, 8), pensionId: (id) => wrongDigit(id, 15) }),
    "plant-needs-linkage",
  ),
];
