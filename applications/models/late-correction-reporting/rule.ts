import type { Relation } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";

const { addDays, choose, coalesce, column, daysBetween, equal, filter, greater, group, isIn, isNull, join, max, project, source, text } =
  rule;

export const inputColumns = {
  correction: ["person_name", "person_id", "judgment_number", "kind", "starts_on", "arrived_on", "delay_reason", "agency", "office"],
  judgments: ["judgment_number", "defendant_id", "effective_on"],
} as const;

/** Those who have to report by themselves: control, probation, parole. On medical release the prison hands the person over. */
const subjects = filter(source("community-correction", inputColumns.correction), isIn(column("kind"), ["control", "probation", "parole"]));

/** One day of effect per judgment and person. */
const effective = group(source("judgments", inputColumns.judgments), ["judgment_number", "defendant_id"], {
  effective_on: max(column("effective_on")),
});

/** The day from which the ten days count. Parole rests on a ruling of its own, whose day is that on which the correction starts; the judgment of a
 *  parolee took effect years before. */
const due = project(
  join(subjects, effective, {
    kind: "left",
    prefix: "j_",
    on: { judgment_number: "judgment_number", person_id: "defendant_id" },
  }),
  {
    person_name: column("person_name"),
    person_id: column("person_id"),
    judgment_number: column("judgment_number"),
    kind: column("kind"),
    starts_on: column("starts_on"),
    arrived_on: column("arrived_on"),
    delay_reason: column("delay_reason"),
    agency: column("agency"),
    office: column("office"),
    effective_on: choose(
      equal(column("kind"), text("parole")),
      column("starts_on"),
      coalesce(column("j_effective_on"), column("starts_on")),
    ),
  },
);

const lastDay = addDays(column("effective_on"), rule.parameter("within_days"));

/** Arrived after the last day, with no lawful reason on record. No arrival at all does not tell how late it was. */
const late = filter(due, isNull(column("delay_reason")), greater(column("arrived_on"), lastDay));

export const lateCorrectionReportingRule: Relation = project(late, {
  subject: rule.concat(coalesce(column("judgment_number"), text("—")), text(" "), column("person_id")),
  person_name: column("person_name"),
  person_id: column("person_id"),
  judgment_number: column("judgment_number"),
  kind: column("kind"),
  effective_on: column("effective_on"),
  due_on: lastDay,
  arrived_on: column("arrived_on"),
  days: daysBetween(column("effective_on"), column("arrived_on")),
  agency: column("agency"),
  office: column("office"),
});
