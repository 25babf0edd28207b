import { useQueries } from "@tanstack/react-query";
import type { LeadDetail } from "@yuejian/contracts/api";
import { datasetQuery } from "../../api/data.ts";
import { CellValue, type ShownColumn } from "../../kit/cells.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What the rule itself put out: the colliding values, under the titles of the columns that they came from. */
export function FindingValues({ detail }: { readonly detail: LeadDetail }) {
  const { t, text } = useLanguage();
  const inputs = useQueries({ queries: detail.model.inputs.map((input) => datasetQuery(input.dataset)) });
  const known = inputs.flatMap(({ data }) => (data ? data.columns.map((column) => ({ column, dataset: data.summary.id })) : []));
  const origin = (name: string): { column: ShownColumn; dataset: string } | undefined =>
    known.find((each) => each.column.name === name) ?? known.find((each) => name.endsWith(`_${each.column.name}`));
  return (
    <Section title={t("lead.values")} hint={t("lead.valuesHint")}>
      <Facts
        wide
        items={Object.entries(detail.finding).map(([name, value]) => {
          const from = origin(name);
          return [
            from ? text(from.column.title) : name,
            <CellValue
              key={name}
              value={value}
              column={from?.column}
              dataset={from?.dataset ?? ""}
              isMasked={String(value).includes("•")}
            />,
          ] as const;
        })}
      />
    </Section>
  );
}
