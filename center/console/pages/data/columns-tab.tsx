import type { DatasetView } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { Section } from "../../kit/layout.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { columnTypeKey } from "./column-words.ts";

type Column = DatasetView["columns"][number];

export function ColumnsTab({ view }: { readonly view: DatasetView }) {
  const { t, text } = useLanguage();
  const columns: TableProps<Column>["columns"] = [
    { key: "title", title: t("quality.column"), render: (_, each) => text(each.title) },
    { key: "name", title: t("columns.name"), render: (_, each) => <code>{each.name}</code> },
    { key: "type", title: t("columns.type"), width: 110, render: (_, each) => t(columnTypeKey(each.type)) },
    { key: "semantic", title: t("columns.semantic"), width: 170, render: (_, each) => <code className="muted">{each.semantic}</code> },
    { key: "class", title: t("data.class"), width: 150, render: (_, each) => <DataClassTag dataClass={each.dataClass} /> },
    { key: "required", title: t("columns.required"), width: 90, render: (_, each) => (each.required ? t("cell.yes") : "") },
    { key: "key", title: t("columns.key"), width: 110, render: (_, each) => (view.recordKey.includes(each.name) ? t("cell.yes") : "") },
  ];
  return (
    <Section flush title={t("columns.title")} hint={t("columns.hint")}>
      <Table<Column> size="small" rowKey="name" columns={columns} dataSource={view.columns} pagination={false} />
    </Section>
  );
}
