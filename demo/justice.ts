import type { City } from "./city.ts";
import { type Day, yearOf } from "./days.ts";
import type { Person } from "./people.ts";
import { courtOf, detentionCentreOf, INTERMEDIATE_COURT, justiceOfficeOf, PRISONS } from "./places.ts";
import { mix } from "./random.ts";

export type Manner = "clean" | "as-it-comes";

/** A judgment on one defendant. Terms in months, money in fen. */
export interface Judgment {
  readonly charge: string;
  readonly judgedOn: Day;
  /** Some months before the judgment, unless said. */
  readonly committedOn?: Day;
  /** The eleventh day after the judgment, unless said: later after an appeal. */
  readonly effectiveOn?: Day;
  readonly procedure?: "first" | "second" | "retrial";
  /** Number of the judgment that this one replaces. */
  readonly originalNumber?: string;
  /** A number given already: several defendants of one judgment. */
  readonly number?: string;
  readonly deprivationMonths?: number | null;
  readonly sentence: "life" | "imprisonment" | "detention" | "control" | "fine_only" | "exempt" | "acquitted";
  readonly months?: number | null;
  readonly probationMonths?: number | null;
  readonly fine?: number | null;
  readonly amountInvolved?: number | null;
  readonly isMinor?: boolean;
  readonly isMitigated?: boolean;
  readonly byIntermediateCourt?: boolean;
  /** The id as the source has it, where it differs from the person's own. */
  readonly idText?: string;
  /** The file that carries it; by default the one that date and district call for. */
  readonly file?: JudgmentFile;
}

export type JudgmentFile = "judgmentsCaseSystem" | "judgmentsArchive" | "judgmentsCounties";

const COUNTY_OFFICES = new Set(["huarong", "xiangyin", "pingjiang", "linxiang"]);
/** Before this year the courts kept another system. */
const CASE_SYSTEM_SINCE = 2019;

/** A judgment may be appealed for ten days (Criminal Procedure Law 230) and takes effect on the eleventh. */
export const effectiveOn = (judgedOn: Day): Day => judgedOn + 11;

const INSTANCES = { first: "初", second: "终", retrial: "再" } as const;

export function writeJudgment(city: City, person: Person, judgment: Judgment, manner: Manner): string {
  const { district } = person;
  const { procedure = "first" } = judgment;
  const byIntermediateCourt = judgment.byIntermediateCourt === true || procedure !== "first";
  const document = city.nextDocument();
  const number =
    judgment.number ??
    `（${yearOf(judgment.judgedOn)}）${byIntermediateCourt ? "湘06" : district.courtCode}刑${INSTANCES[procedure]}${document}号`;
  const file = judgment.file ?? judgmentFile(judgment.judgedOn, district.office);
  city.write(
    file,
    {
      judgment_number: number,
      court: byIntermediateCourt ? INTERMEDIATE_COURT : courtOf(district),
      procedure,
      original_number: judgment.originalNumber ?? null,
      defendant_name: person.name,
      defendant_id: judgment.idText ?? person.id,
      charge: judgment.charge,
      committed_on:
        judgment.committedOn ??
        Math.min(judgment.judgedOn - 205 - (document % 160), judgment.isMinor ? person.bornOn + 6_540 : judgment.judgedOn),
      judged_on: judgment.judgedOn,
      effective_on: judgment.effectiveOn ?? effectiveOn(judgment.judgedOn),
      sentence: judgment.sentence,
      sentence_months: judgment.months ?? null,
      probation_months: judgment.probationMonths ?? null,
      deprivation_months: judgment.deprivationMonths ?? null,
      fine: judgment.fine ?? null,
      amount_involved: judgment.amountInvolved ?? null,
      is_minor: judgment.isMinor ?? false,
      is_mitigated: judgment.isMitigated ?? false,
      office: byIntermediateCourt ? "yueyang" : district.office,
    },
    manner,
  );
  return number;
}

function judgmentFile(judgedOn: Day, office: string): JudgmentFile {
  if (yearOf(judgedOn) < CASE_SYSTEM_SINCE) return "judgmentsArchive";
  return COUNTY_OFFICES.has(office) ? "judgmentsCounties" : "judgmentsCaseSystem";
}

export interface Stay {
  readonly judgmentNumber: string;
  readonly kind: "prison" | "detention-centre";
  readonly admittedOn: Day;
  readonly endsOn: Day;
  readonly releasedOn?: Day | null;
  readonly releaseKind?: "served" | "parole" | "medical" | "transferred" | "overturned" | "died" | null;
  readonly idText?: string;
  /** Which of the prisons, counted from 0. */
  readonly prison?: number;
}

export function writeStay(city: City, person: Person, stay: Stay, manner: Manner): void {
  const { district } = person;
  const prison = PRISONS[(stay.prison ?? mix(city.seed, stay.admittedOn) >>> 0) % PRISONS.length] ?? null;
  city.write(
    stay.kind === "prison" ? "prisonRoster" : "detentionExecution",
    {
      person_name: person.name,
      person_id: stay.idText ?? person.id,
      judgment_number: stay.judgmentNumber,
      institution: stay.kind === "prison" ? prison : detentionCentreOf(district),
      admitted_on: stay.admittedOn,
      ends_on: stay.endsOn,
      released_on: stay.releasedOn ?? null,
      release_kind: stay.releaseKind ?? null,
      office: district.office,
    },
    manner,
  );
}

export interface Correction {
  readonly judgmentNumber: string;
  readonly kind: "control" | "probation" | "parole" | "medical";
  readonly startsOn: Day;
  readonly endsOn: Day;
  /** Null: no arrival is recorded. */
  readonly arrivedOn: Day | null;
  readonly delayReason?: "illness" | "force_majeure" | "other_custody" | "place_changed";
  readonly idText?: string;
}

export function writeCorrection(city: City, person: Person, correction: Correction, manner: Manner): void {
  city.write(
    "communityCorrection",
    {
      person_name: person.name,
      person_id: correction.idText ?? person.id,
      judgment_number: correction.judgmentNumber,
      kind: correction.kind,
      starts_on: correction.startsOn,
      ends_on: correction.endsOn,
      arrived_on: correction.arrivedOn,
      delay_reason: correction.delayReason ?? null,
      agency: justiceOfficeOf(person.district, person.town),
      office: person.district.office,
    },
    manner,
  );
}

interface Custody {
  readonly charge: string;
  readonly enteredOn: Day;
  readonly leftOn: Day | null;
  readonly measure: "detained" | "arrested";
  readonly leaveKind: "bail" | "transferred" | "released" | "served" | null;
}

export function writeCustody(city: City, person: Person, custody: Custody, manner: Manner): void {
  city.write(
    "custody",
    {
      person_name: person.name,
      person_id: person.id,
      centre: detentionCentreOf(person.district),
      entered_on: custody.enteredOn,
      left_on: custody.leftOn,
      charge: custody.charge,
      measure: custody.measure,
      leave_kind: custody.leaveKind,
      office: person.district.office,
    },
    manner,
  );
}
