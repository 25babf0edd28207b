import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CHECK_VERDICTS, type Check } from "@yuejian/contracts/api";
import { Segmented, Select } from "antd";
import { useChecks } from "../../api/checks.ts";
import { useModels } from "../../api/models.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { startReading } from "../../kit/reading.ts";
import { Time } from "../../kit/small.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";

/** Subjects that a model did not flag, drawn at random and offered for checking. */
export function ChecksPage() {
  const { t, text } = useLanguage();
  const filters = useSearch({ from: "/frame/checks" });
  const navigate = useNavigate({ from: "/checks" });
  const goTo = useNavigate();
  const models = useModels();
  const checks = useChecks(filters);
  const { open, model, sample } = filters;
  const set = (change: { open?: boolean | undefined; model?: string | undefined }) =>
    void navigate({
      search: (old) => withChange(old, change),
    });
  const show = (check: Check) => {
    startReading({ ids: (checks.items ?? []).map((each) => each.id), from: `/checks` }, check.id);
    void goTo({ to: "/checks/$check", params: { check: check.id } });
  };
  return (
    <>
      <PageHeader title={t("checks.nav")} about={t("checks.about")} />
      <FilterBar>
        <Segmented
          aria-label={t("checks.verdict")}
          value={open === undefined ? "all" : open ? "open" : "decided"}
          options={[
            { value: "all", label: t("checks.all") },
            { value: "open", label: t("checks.open") },
            { value: "decided", label: t("checks.decided") },
          ]}
          onChange={(next) => set({ open: next === "all" ? undefined : next === "open" })}
        />
        <Select
          allowClear
          style={{ width: 260 }}
          placeholder={t("leads.anyModel")}
          aria-label={t("leads.model")}
          value={model ?? null}
          options={(models.data?.items ?? []).map((each) => ({ value: each.id, label: text(each.title) }))}
          onChange={(next: string | null) => set({ model: next ?? undefined })}
        />
        {(model ?? sample) && <Link to="/checks">{t("leads.clear")}</Link>}
      </FilterBar>
      <List
        list={checks}
        label={t("checks.nav")}
        title={(n) => t("checks.count", { n })}
        columns={useColumns()}
        idOf={(check) => check.id}
        place={`checks ${JSON.stringify(filters)}`}
        hasKeys
        onOpen={show}
        empty={
          <Nothing title={t("checks.none")} action={<Link to="/models">{t("leads.toModels")}</Link>}>
            {t("checks.noneWhy")}
          </Nothing>
        }
      />
    </>
  );
}

function useColumns(): readonly ListColumn<Check>[] {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  return [
    { key: "verdict", title: t("checks.verdict"), width: 170, render: (check) => <VerdictTag verdict={check.verdict} /> },
    {
      key: "subject",
      title: t("leads.subject"),
      width: 200,
      render: (check) => (
        <Link to="/checks/$check" params={{ check: check.id }}>
          {check.subject}
        </Link>
      ),
    },
    { key: "model", title: t("leads.model"), render: (check) => text(check.modelTitle) },
    { key: "office", title: t("leads.office"), width: 140, render: (check) => officeName(check.office) },
    { key: "by", title: t("checks.by"), width: 130, render: (check) => check.actorName ?? "" },
    { key: "at", title: t("checks.at"), width: 160, render: (check) => check.at && <Time at={check.at} /> },
    { key: "note", title: t("checks.note"), render: (check) => <span className="two-lines muted">{check.note}</span> },
  ];
}

const LOOKS = {
  "nothing-found": { sign: "✓", look: "good" },
  "should-have-been-flagged": { sign: "!", look: "attention" },
  "cannot-tell": { sign: "?", look: "quiet" },
} as const;

export function VerdictTag({ verdict }: { readonly verdict: Check["verdict"] }) {
  const { t, text } = useLanguage();
  if (verdict === null) return <span className="tag accent">○ {t("checks.open")}</span>;
  const { sign, look } = LOOKS[verdict];
  return (
    <span className={`tag ${look}`}>
      <span aria-hidden>{sign}</span>
      {text(CHECK_VERDICTS[verdict])}
    </span>
  );
}
