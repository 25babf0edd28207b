import type { PreviewView } from "@yuejian/contracts/api";
import { Select } from "antd";
import type { Mapping } from "../../api/mapping.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Suggestion = PreviewView["suggestions"][number];

interface MappingTableProperties {
  readonly seen: PreviewView;
  readonly mapping: Mapping;
  /** Headings that mean a column which another means too, with that other. */
  readonly same: ReadonlyMap<string, string>;
  readonly onChange: (mapping: Mapping) => void;
}

const IGNORED = "-";

/** One line for each column of the file: what stands in it, what it means, and why that is suggested. */
export function MappingTable({ seen, mapping, same, onChange }: MappingTableProperties) {
  const { t, text } = useLanguage();
  const options = [
    { value: IGNORED, label: t("mapping.ignored") },
    ...seen.columns.map(({ name, title, required }) => ({
      value: name,
      label: required ? t("mapping.required", { title: text(title) }) : text(title),
    })),
  ];
  const titles = new Map(seen.columns.map(({ name, title }) => [name, text(title)]));
  const columns: readonly ListColumn<Suggestion>[] = [
    { key: "heading", title: t("mapping.heading"), width: 190, render: ({ heading }) => <strong>{heading}</strong> },
    {
      key: "samples",
      title: t("mapping.samples"),
      render: ({ samples }) => <span className="muted two-lines">{samples.join(" · ") || "—"}</span>,
    },
    {
      key: "meaning",
      title: t("mapping.meaning"),
      width: 260,
      render: ({ heading }) => (
        <>
          <Select
            aria-label={`${t("mapping.meaning")} ${heading}`}
            showSearch={{ optionFilterProp: "label" }}
            style={{ width: 240 }}
            status={same.has(heading) ? "error" : ""}
            value={mapping[heading] ?? IGNORED}
            onChange={(next) => onChange({ ...mapping, [heading]: next === IGNORED ? null : next })}
            options={options}
          />
          {same.has(heading) && <div className="tag alarm">{t("mapping.same", { other: same.get(heading) ?? "" })}</div>}
        </>
      ),
    },
    {
      key: "reason",
      title: t("mapping.reason"),
      width: 340,
      render: ({ certainty, reason, column, heading }) => (
        <span className="two-lines">
          {certainty === "cannot-tell" && <span className="tag attention">{t("mapping.cannotTell")}</span>}{" "}
          {column !== null && column !== (mapping[heading] ?? null) && <span className="muted">{titles.get(column)}: </span>}
          {text(reason)}
        </span>
      ),
    },
  ];
  return (
    <Section flush title={t("mapping.title", { n: seen.headings.length, dataset: seen.dataset ?? "" })} hint={t("mapping.hint")}>
      <ListTable label={t("mapping.heading")} columns={columns} items={seen.suggestions} idOf={({ heading }) => heading} />
    </Section>
  );
}
