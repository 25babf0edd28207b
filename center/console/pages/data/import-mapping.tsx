import type { PreviewView } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { useDatasets } from "../../api/data.ts";
import { type Mapping, useLoad, usePreview } from "../../api/mapping.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageLoading } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { doubles, type ImportDraft, startingMapping } from "./import-draft.ts";
import { MappingTable } from "./mapping-table.tsx";

interface ImportMappingProperties {
  readonly upload: string;
  readonly draft: ImportDraft;
  readonly onChange: (change: ImportDraft) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
  readonly onJob: (job: string) => void;
}

/** The second step: which dataset, which table of the file, and what each of its columns means. */
export function ImportMapping({ upload, draft, onChange, onNext, onBack, onJob }: ImportMappingProperties) {
  const { t } = useLanguage();
  const { dataset, sheet, member } = draft;
  const seen = usePreview(upload, { dataset, sheet, member });
  const choose = (next: string) => onChange({ dataset: next, mapping: undefined });
  return (
    <>
      {seen.error && <ErrorNotice error={seen.error} />}
      {seen.data === undefined ? (
        !seen.error && <PageLoading />
      ) : (
        <>
          <PartChoice upload={upload} seen={seen.data} draft={draft} onChange={onChange} onJob={onJob} />
          <DatasetChoice seen={seen.data} dataset={dataset} onChoose={choose} />
          {dataset !== undefined && seen.data.dataset === dataset && (
            <Columns seen={seen.data} draft={draft} onChange={onChange} onNext={onNext} onBack={onBack} />
          )}
        </>
      )}
      {(dataset === undefined || seen.data?.dataset !== dataset) && <Button onClick={onBack}>{t("import.back")}</Button>}
    </>
  );
}

interface DatasetChoiceProperties {
  readonly seen: PreviewView;
  readonly dataset: string | undefined;
  readonly onChoose: (dataset: string) => void;
}

function DatasetChoice({ seen, dataset, onChoose }: DatasetChoiceProperties) {
  const { t, text } = useLanguage();
  const datasets = useDatasets();
  const titleOf = (id: string) => {
    const known = datasets.data?.items.find((each) => each.id === id);
    return known ? text(known.title) : id;
  };
  const select = (
    <Select
      aria-label={t("mapping.otherDataset")}
      placeholder={t("mapping.otherDataset")}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: 320 }}
      value={dataset ?? null}
      onChange={(next: string | null) => next && onChoose(next)}
      options={(datasets.data?.items ?? []).map((each) => ({ value: each.id, label: `${text(each.title)} (${each.id})` }))}
    />
  );
  if (dataset !== undefined) return <div className="bar">{select}</div>;
  return (
    <Section title={t("mapping.whichDataset")}>
      <div className="stack">
        {!seen.datasets[0]?.isLikely && <div className="notice">{t("mapping.unclear")}</div>}
        {seen.datasets.map((each) => (
          <div className="bar" key={each.dataset} style={{ margin: 0 }}>
            <Button
              type={each.isLikely ? "primary" : "default"}
              onClick={() => onChoose(each.dataset)}
              aria-label={t("mapping.choose", { dataset: titleOf(each.dataset) })}
            >
              {titleOf(each.dataset)}
            </Button>
            {each.isLikely && <span className="tag accent">{t("mapping.likely")}</span>}
            <span className="muted">{text(each.reason)}</span>
          </div>
        ))}
        {select}
      </div>
    </Section>
  );
}

function PartChoice({
  upload,
  seen,
  draft,
  onChange,
  onJob,
}: Pick<ImportMappingProperties, "upload" | "draft" | "onChange" | "onJob"> & { readonly seen: PreviewView }) {
  const { t } = useLanguage();
  const load = useLoad(upload);
  if (seen.parts.length < 2) return null;
  const nameOf = ({ member, sheet }: PreviewView["part"]) => [member, sheet].filter((each) => each !== null).join(" › ");
  const { dataset } = draft;
  return (
    <>
      {load.error && <ErrorNotice error={load.error} />}
      <div className="bar">
        <Select
          aria-label={t("mapping.table")}
          style={{ width: 320 }}
          value={nameOf(seen.part)}
          onChange={(name) => {
            const part = seen.parts.find((each) => nameOf(each) === name);
            onChange({ sheet: part?.sheet ?? undefined, member: part?.member ?? undefined, mapping: undefined });
          }}
          options={seen.parts.map((each) => ({ value: nameOf(each), label: nameOf(each) }))}
        />
        {dataset !== undefined && (
          <Button loading={load.isPending} onClick={() => load.mutate({ dataset }, { onSuccess: ({ id }) => onJob(id) })}>
            {t("mapping.loadAll", { n: seen.parts.length })}
          </Button>
        )}
      </div>
    </>
  );
}

function Columns({
  seen,
  draft,
  onChange,
  onNext,
  onBack,
}: Pick<ImportMappingProperties, "draft" | "onChange" | "onNext" | "onBack"> & { readonly seen: PreviewView }) {
  const { t, text } = useLanguage();
  const mapping: Mapping = draft.mapping ?? startingMapping(seen);
  const used = new Set(Object.values(mapping));
  const missing = seen.columns.filter(({ required, name }) => required && !used.has(name));
  const same = doubles(mapping);
  const proceed = () => {
    // A saved mapping that nobody touched stays the saved one, so that the load can tell which it used.
    if (!seen.savedMapping || draft.mapping !== undefined) onChange({ mapping });
    onNext();
  };
  return (
    <>
      {seen.savedMapping && draft.mapping === undefined && (
        <div className="notice">{t("mapping.saved", { name: seen.savedMapping.name, version: seen.savedMapping.version })}</div>
      )}
      <MappingTable seen={seen} mapping={mapping} same={same} onChange={(next) => onChange({ mapping: next })} />
      {missing.length > 0 ? (
        <div className="notice alarm" role="status">
          <div>
            <strong>{t("mapping.missing", { columns: missing.map(({ title }) => text(title)).join(t("lead.listSeparator")) })}</strong>
            <div className="muted">{t("mapping.missingWhy")}</div>
          </div>
        </div>
      ) : (
        <div className="notice good" role="status">
          {t("mapping.complete")}
        </div>
      )}
      <div className="bar">
        <Button type="primary" disabled={missing.length > 0 || same.size > 0} onClick={proceed}>
          {t("import.next")}
        </Button>
        <Button onClick={onBack}>{t("import.back")}</Button>
        {draft.mapping !== undefined && <Button onClick={() => onChange({ mapping: undefined })}>{t("mapping.suggest")}</Button>}
      </div>
    </>
  );
}
