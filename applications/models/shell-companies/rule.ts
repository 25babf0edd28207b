import type { Relation, Scalar } from "@yuejian/contracts";
import { rule } from "@yuejian/rules";
import { replacedColumns, unreplaced } from "../served-sentences.ts";

const {
  atLeast,
  coalesce,
  column,
  concat,
  connect,
  countDistinct,
  equal,
  filter,
  flag,
  group,
  integer,
  isNotNull,
  join,
  matchingWord,
  min,
  not,
  parameter,
  project,
  rank,
  source,
  text,
  unequal,
  union,
} = rule;

export const inputColumns = {
  judgments: ["judgment_number", "court", "defendant_id", "charge", "committed_on", "judged_on", "sentence", "is_minor"],
  replaced: replacedColumns,
  enterprises: [
    "credit_code",
    "enterprise_name",
    "representative_name",
    "representative_id",
    "status",
    "founded_on",
    "registered_capital",
    "address",
    "office",
  ],
} as const;

/** Stems of the charges for which companies without business are made: false invoices, pyramid selling, laundering, fraud. */
const OFFENCES = ["虚开", "骗取出口退税", "传销", "洗钱", "诈骗"] as const;

const convicted = filter(
  project(
    filter(
      source("judgments", inputColumns.judgments),
      unequal(column("sentence"), text("acquitted")),
      not(coalesce(column("is_minor"), flag(false))),
    ),
    {
      judgment_number: column("judgment_number"),
      court: column("court"),
      defendant_id: column("defendant_id"),
      charge: column("charge"),
      offence: matchingWord(column("charge"), OFFENCES),
      // Where the day of the act is not recorded it lies before the judgment.
      acted_on: coalesce(column("committed_on"), column("judged_on")),
      judged_on: column("judged_on"),
    },
  ),
  isNotNull(column("offence")),
);

const standing = unreplaced(convicted);

const active = filter(source("enterprises", inputColumns.enterprises), equal(column("status"), text("active")));

/** Enterprises still active that existed when their present representative committed the act; the latest judgment of each. */
const suspects = filter(
  rank(
    join(active, standing, {
      prefix: "j_",
      on: { representative_id: "defendant_id" },
      where: atLeast(column("j_acted_on"), column("founded_on")),
    }),
    {
      partition: ["credit_code"],
      order: [rule.descending("j_judged_on"), rule.ascending("j_judgment_number")],
      as: "place",
    },
  ),
  equal(column("place"), integer(1)),
);

/** Suspects connect through the room they are registered in and the person who represents them. */
const edge = (other: Scalar): Relation => project(suspects, { enterprise: column("credit_code"), other });
const edges = union(edge(concat(text("address "), column("address"))), edge(concat(text("person "), column("representative_id"))));

const clustered = group(connect(edges, { left: "enterprise", right: "other", steps: 8, as: "cluster" }), ["enterprise"], {
  cluster: min(column("cluster")),
});

const sizes = group(clustered, ["cluster"], { enterprises: countDistinct(column("enterprise")) });

const placed = join(join(suspects, clustered, { prefix: "c_", on: { credit_code: "enterprise" } }), sizes, {
  prefix: "z_",
  on: { c_cluster: "cluster" },
});

/** How many people represent the enterprises of the group. */
const people = group(placed, ["c_cluster"], { people: countDistinct(column("representative_id")) });

export const shellCompaniesRule: Relation = filter(
  project(join(placed, people, { prefix: "p_", on: { c_cluster: "c_cluster" } }), {
    credit_code: column("credit_code"),
    enterprise_name: column("enterprise_name"),
    representative_name: column("representative_name"),
    representative_id: column("representative_id"),
    address: column("address"),
    founded_on: column("founded_on"),
    registered_capital: column("registered_capital"),
    office: column("office"),
    judgment_number: column("j_judgment_number"),
    court: column("j_court"),
    charge: column("j_charge"),
    acted_on: column("j_acted_on"),
    judged_on: column("j_judged_on"),
    cluster: column("c_cluster"),
    cluster_enterprises: column("z_enterprises"),
    cluster_people: column("p_people"),
  }),
  atLeast(column("cluster_enterprises"), parameter("least_cluster")),
);
