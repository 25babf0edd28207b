import type { CaseFileCheck } from "@yuejian/contracts/api";
import { Button } from "antd";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useLanguage } from "../../language/locale.tsx";

type Refused = CaseFileCheck["refusals"][number];

interface RefusedRowsProperties {
  readonly items: readonly Refused[];
  readonly total: number;
  readonly more?: (() => void) | null;
}

/** Each row that is no case, with its line in the file and every reason. */
export function RefusedRows({ items, total, more = null }: RefusedRowsProperties) {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  if (total === 0) return null;
  const reasonsOf = ({ reasons }: Refused) => (
    <ul>
      {reasons.map(({ code, column, columnTitle, text: reason }) => (
        <li key={`${code} ${column}`}>
          {column !== null && <strong>{columnTitle === null ? column : text(columnTitle)} </strong>}
          {text(reason)}
        </li>
      ))}
    </ul>
  );
  const columns: readonly ListColumn<Refused>[] = [
    {
      key: "line",
      title: t("caseImports.line"),
      width: isNarrow ? 84 : 130,
      render: ({ row, line }) => (
        <span className="number">
          {format.count(row)} / {format.count(line)}
        </span>
      ),
    },
    { key: "reason", title: t("caseImports.reason"), render: reasonsOf },
  ];
  const hint = items.length < total ? t("caseImports.refusedFirst", { n: items.length, total }) : t("caseImports.refusedHint", { total });
  return (
    <Section flush title={t("caseImports.refused")} hint={hint}>
      <ListTable label={t("caseImports.refused")} columns={columns} items={items} idOf={({ row }) => String(row)} />
      {more !== null && (
        <div className="pager">
          <Button size="small" className="push" onClick={more}>
            {t("list.more")}
          </Button>
        </div>
      )}
    </Section>
  );
}
