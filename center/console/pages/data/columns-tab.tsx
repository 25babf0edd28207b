import type { DatasetView } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { columnTypeKey } from "./column-words.ts";

type Column = DatasetView["columns"][number];

export function ColumnsTab({ view }: { readonly view: DatasetView }) {
  const { t, text } = useLanguage();
  const columns: readonly ListColumn<Column>[] = [
    { key: "title", title: t("quality.column"), render: (each) => text(each.title) },
    { key: "name", title: t("columns.name"), render: (each) => <code>{each.name}</code> },
    { key: "type", title: t("columns.type"), width: 110, render: (each) => t(columnTypeKey(each.type)) },
    { key: "semantic", title: t("columns.semantic"), width: 170, render: (each) => <code className="muted">{each.semantic}</code> },
    { key: "class", title: t("data.class"), width: 150, render: (each) => <DataClassTag dataClass={each.dataClass} /> },
    { key: "required", title: t("columns.required"), width: 90, render: (each) => (each.required ? t("cell.yes") : "") },
    { key: "key", title: t("columns.key"), width: 110, render: (each) => (view.recordKey.includes(each.name) ? t("cell.yes") : "") },
  ];
  return (
    <Section flush title={t("columns.title")} hint={t("columns.hint")}>
      <ListTable label={t("columns.title")} columns={columns} items={view.columns} idOf={(each) => each.name} />
    </Section>
  );
}
