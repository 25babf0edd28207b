import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ModelView } from "@yuejian/contracts/api";
import { datasetQuery } from "../../api/data.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Input = ModelView["inputs"][number];

/** What the rule may see: the declared columns and nothing else. */
export function ModelInputs({ model }: { readonly model: ModelView }) {
  const { t, text, format } = useLanguage();
  const views = useQueries({ queries: model.inputs.map((input) => datasetQuery(input.dataset)) });
  const viewOf = (dataset: string) => views.find(({ data }) => data?.summary.id === dataset)?.data;
  const columns: readonly ListColumn<Input>[] = [
    {
      key: "dataset",
      title: t("data.dataset"),
      width: 170,
      render: (input) => (
        <Link to="/data/$dataset" params={{ dataset: input.dataset }}>
          {text(viewOf(input.dataset)?.summary.title ?? { zh: input.dataset, en: input.dataset })}
        </Link>
      ),
    },
    {
      key: "presence",
      title: t("models.presence"),
      width: 130,
      render: (input) => (
        <span className={`tag ${input.presence === "absent" ? "accent" : "quiet"}`}>
          {input.presence === "absent" ? t("models.absent") : t("models.present")}
        </span>
      ),
    },
    {
      key: "columns",
      title: t("models.columns"),
      render: (input) =>
        input.columns
          .map((name) => {
            const column = viewOf(input.dataset)?.columns.find((each) => each.name === name);
            return column ? text(column.title) : name;
          })
          .join(t("lead.listSeparator")),
    },
    {
      key: "rows",
      title: t("data.rows"),
      width: 100,
      align: "right",
      render: (input) => (
        <Link to="/data/$dataset" params={{ dataset: input.dataset }} search={{ tab: "rows" }} className="count-link">
          {format.count(input.rows)}
        </Link>
      ),
    },
  ];
  return (
    <Section flush title={t("models.inputs")} hint={t("models.inputsHint")}>
      <ListTable label={t("models.inputs")} columns={columns} items={model.inputs} idOf={(input) => `${input.dataset} ${input.presence}`} />
    </Section>
  );
}
