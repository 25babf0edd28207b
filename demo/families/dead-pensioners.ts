import type { City } from "../city.ts";
import { addMonths, type Day, firstOfMonth, isoOf, lastOfMonth } from "../days.ts";
import { type Death, writeDeath } from "../deaths.ts";
import { formerId, shortId } from "../other-ids.ts";
import { drawAmount, type Recovery, type Scheme, writePension, writeRecovery } from "../pensions.ts";
import type { Random } from "../random.ts";
import { transposeSequence } from "../typing-errors.ts";
import { aboutPerson, type Family } from "./family.ts";

interface Story {
  readonly scheme?: Scheme;
  /** Months paid after the month of death. */
  readonly monthsAfter: number;
  /** Day of death within its month. */
  readonly died?: "first-day" | "last-day";
  readonly death?: Partial<Omit<Death, "diedOn" | "random" | "manner">>;
  /** Days by which the hospital's date differs from the others'. */
  readonly hospitalEarlier?: number;
  /** Which of the months paid after death were dealt with: first and last, counted from 0, in one or more steps. */
  readonly recovered?: readonly (readonly [number, number])[];
  /** A stop from this month after death on, counted from 1. */
  readonly stoppedFrom?: number;
  /** The month of death and those before were paid months later. */
  readonly isPaidLate?: boolean;
  readonly deathIdText?: (id: string) => string;
  /** The dead is another of the same name. */
  readonly isNamesake?: boolean;
}

function write(city: City, random: Random, story: Story, why: string) {
  const drawn = city.take("oldPensioner");
  const scheme = story.scheme ?? "employees";
  const amount = drawAmount(random, scheme);
  const deathMonth = city.pensionMonths[random.between(2, 8)] ?? 0;
  const diedOn =
    story.died === "first-day" ? deathMonth : story.died === "last-day" ? lastOfMonth(deathMonth) : deathMonth + random.between(2, 25);
  const dead = story.isNamesake ? city.rename(city.take("oldPensioner"), drawn.name) : drawn;
  const lastPaid = story.isNamesake ? (city.pensionMonths.at(-1) ?? 0) : addMonths(firstOfMonth(diedOn), story.monthsAfter);
  const months = city.pensionMonths.filter((each) => each <= lastPaid);
  const late = (paidFor: Day) => (story.isPaidLate && paidFor >= addMonths(deathMonth, -2) ? { paidOn: addMonths(deathMonth, 3) + 9 } : {});
  writePension(city, drawn, { scheme, amount, months: months.map((paidFor) => ({ paidFor, ...late(paidFor) })) }, "clean");
  const idText = story.deathIdText?.(dead.id);
  writeDeath(city, dead, {
    diedOn,
    random,
    manner: "clean",
    ...story.death,
    ...(story.hospitalEarlier === undefined ? {} : { diedOnBy: { hospital: diedOn - story.hospitalEarlier } }),
    ...(idText === undefined ? {} : { idText }),
  });
  const after = months.filter((each) => each > diedOn);
  const deal = (recovery: Pick<Recovery, "kind" | "from" | "to" | "amount">) =>
    writeRecovery(city, drawn, { ...recovery, decidedOn: Math.min(lastPaid + 40, city.asOf - 3) });
  let open = after;
  for (const [first, last] of story.recovered ?? []) {
    const [from, to] = [after[first] ?? 0, after[last] ?? 0];
    deal({ kind: "recovered", from, to, amount: amount * (last - first + 1) });
    open = open.filter((each) => each < from || each > to);
  }
  if (story.stoppedFrom !== undefined) {
    const from = addMonths(firstOfMonth(diedOn), story.stoppedFrom);
    deal({ kind: "stopped", from, to: null, amount: null });
    open = open.filter((each) => each < from);
  }
  return { planted: aboutPerson(drawn, why), open, amount };
}

const plant = (name: string, count: number, why: string, story: (random: Random) => Story, kind: Family["kind"] = "plant"): Family => ({
  name,
  kind,
  perStandardCity: count,
  make: (city, random) => {
    const { planted, open, amount } = write(city, random, story(random), why);
    return { ...planted, months: open.map(isoOf), amountFen: amount * open.length };
  },
});

const decoy = (name: string, count: number, why: string, story: (random: Random) => Story): Family => ({
  name,
  kind: "decoy",
  perStandardCity: count,
  make: (city, random) => write(city, random, story(random), why).planted,
});

/** Model 3: pensions paid for months after the month of death. */
export const DEAD_PENSIONERS: readonly Family[] = [
  plant("paid-after-death", 4, "死亡次月以后仍在发放", (random) => ({ monthsAfter: random.between(2, 8) })),
  plant("one-month", 2, "死亡次月仍发放一个月，未停发也未追回", () => ({ monthsAfter: 1 })),
  plant("died-on-the-last-day", 2, "月末最后一日死亡，次月起仍在发放", (random) => ({
    monthsAfter: random.between(1, 4),
    died: "last-day",
  })),
  plant("funeral-home-only", 3, "只有殡仪馆有火化记录，公安未销户，养老金照发", (random) => ({
    monthsAfter: random.between(3, 8),
    death: { agencies: ["funeral"] },
  })),
  plant("hospital-only", 2, "只有医院有死亡证明，公安未销户，养老金照发", (random) => ({
    monthsAfter: random.between(3, 8),
    death: { agencies: ["hospital"] },
  })),
  plant("registered-months-later", 3, "家属隐瞒死亡，数月后才销户，其间养老金照发", (random) => ({
    monthsAfter: random.between(4, 7),
    death: { agencies: ["police"], reportedAfter: 210 },
  })),
  plant("agencies-differ-by-days", 2, "各部门登记的死亡日期相差数日，均在发放停止之前数月", (random) => ({
    monthsAfter: random.between(3, 6),
    hospitalEarlier: 1,
    death: { agencies: ["hospital", "police", "funeral"] },
  })),
  plant("recovered-in-part", 3, "死亡后多发的只追回了一部分月份", (random) => ({ monthsAfter: random.between(4, 7), recovered: [[0, 1]] })),
  plant("stopped-too-late", 3, "死亡数月后才停发，此前月份未追回", () => ({ monthsAfter: 3, stoppedFrom: 4 })),
  plant("residents-scheme", 3, "城乡居民养老金在死亡后照发", (random) => ({ scheme: "residents", monthsAfter: random.between(3, 8) })),
  plant("institutions-scheme", 2, "机关事业单位退休金在死亡后照发", (random) => ({
    scheme: "institutions",
    monthsAfter: random.between(2, 6),
  })),
  plant("short-id-in-death-record", 2, "死亡登记为15位旧身份证号，换算后可以对上", (random) => ({
    monthsAfter: random.between(2, 6),
    deathIdText: shortId,
  })),
  plant(
    "transposed-id-in-death-record",
    2,
    "死亡登记的身份证号有两位颠倒，校验不过而被隔离",
    (random) => ({ monthsAfter: random.between(2, 6), deathIdText: transposeSequence }),
    "plant-needs-linkage",
  ),
  plant(
    "former-id-in-death-record",
    2,
    "死亡登记的是变更前的身份证号（校验正确），姓名、出生日期一致",
    (random) => ({ monthsAfter: random.between(2, 6), deathIdText: formerId }),
    "plant-needs-linkage",
  ),
  decoy("month-of-death", 3, "只发到死亡当月", () => ({ monthsAfter: 0 })),
  decoy("died-on-the-first-day", 2, "月初第一日死亡，当月养老金照发合法", () => ({ monthsAfter: 0, died: "first-day" })),
  decoy("paid-to-the-last-day", 2, "月末最后一日死亡，只发到当月", () => ({ monthsAfter: 0, died: "last-day" })),
  decoy("recovered-after-death", 3, "死亡后多发的已全部追回", (random) => {
    const monthsAfter = random.between(2, 5);
    return { monthsAfter, recovered: [[0, monthsAfter - 1]] };
  }),
  decoy("recovered-in-two-steps", 2, "死亡后多发的分两次追回，合起来覆盖全部月份", () => ({
    monthsAfter: 5,
    recovered: [
      [0, 2],
      [3, 4],
    ],
  })),
  decoy("stopped-in-time", 3, "死亡次月起停发，并有停发记录", () => ({ monthsAfter: 0, stoppedFrom: 1 })),
  decoy("earlier-months-paid-late", 2, "死亡之后补发的是生前月份的养老金，所属月份不晚于死亡当月", () => ({
    monthsAfter: 0,
    isPaidLate: true,
  })),
  decoy("namesake", 3, "死亡的是同名的另一人", () => ({ monthsAfter: 0, isNamesake: true })),
  decoy("reported-late-but-stopped", 2, "死亡登记迟到，但发放已在死亡当月停止", () => ({
    monthsAfter: 0,
    death: { agencies: ["police"], reportedAfter: 150 },
  })),
];
