import { useQueries } from "@tanstack/react-query";
import type { Relation } from "@yuejian/contracts";
import type { LeadDetail } from "@yuejian/contracts/api";
import { datasetQuery } from "../../api/data.ts";
import { CellValue } from "../../kit/cells.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { findingColumns } from "./finding-columns.ts";

/** What the rule itself put out: the colliding values in their units, under the titles of the columns that they came from. */
export function FindingValues({ detail }: { readonly detail: LeadDetail }) {
  const { t, text } = useLanguage();
  const { inputs, parameters, rule } = detail.model;
  const views = useQueries({ queries: inputs.map((input) => datasetQuery(input.dataset)) });
  const columns = findingColumns(rule as Relation, {
    columnsOf: (dataset) => views.find(({ data }) => data?.summary.id === dataset)?.data?.columns ?? null,
    parameterType: (name) => parameters.find((each) => each.name === name)?.type ?? "text",
  });
  return (
    <Section title={t("lead.values")} hint={t("lead.valuesHint")}>
      <Facts
        wide
        items={Object.entries(detail.finding).map(([name, value]) => {
          const found = columns[name];
          const origin = found?.origin;
          const column = origin?.column ?? { name, title: { zh: name, en: name }, type: found?.type ?? "text", semantic: "" };
          const label = origin && origin.column.name !== name ? `${text(origin.column.title)} (${name})` : text(column.title);
          const isMasked = typeof value === "string" && value.includes("•");
          return [
            label,
            <CellValue key={name} value={value} column={column} dataset={origin?.dataset ?? ""} isMasked={isMasked} />,
          ] as const;
        })}
      />
    </Section>
  );
}
