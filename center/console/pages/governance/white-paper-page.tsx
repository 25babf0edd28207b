import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { WhitePaperView } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useIssuePaper, useWhitePaper, useWriteTexts } from "../../api/governance.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useLanguage } from "../../language/locale.tsx";
import { GovernanceTabs } from "./governance-tabs.tsx";
import "./governance.css";

const PARTS = {
  foreword: "governance.foreword",
  findings: "governance.findings",
  causes: "governance.causes",
  outlook: "governance.outlook",
} as const;
const ORDER = ["foreword", "findings", "causes", "outlook"] as const;

export function WhitePaperPage() {
  const { t } = useLanguage();
  const { year = new Date().getFullYear() } = useSearch({ from: "/frame/governance/white-paper" });
  usePageTitle(t("governance.whitePaper"));
  return (
    <>
      <PageHeader title={t("governance.whitePaper")} about={t("governance.whitePaperAbout")} actions={<GovernanceTabs />} />
      <PageState query={useWhitePaper(year)}>{(view) => <Paper key={`${view.year} ${view.version}`} view={view} />}</PageState>
    </>
  );
}

function Paper({ view }: { readonly view: WhitePaperView }) {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/governance/white-paper" });
  const issue = useIssuePaper();
  const now = new Date().getFullYear();
  return (
    <>
      <Section
        title={
          <Select
            size="small"
            aria-label={t("governance.year")}
            value={view.year}
            options={Array.from({ length: 10 }, (_, at) => ({ value: now - at, label: String(now - at) }))}
            onChange={(year: number) => void navigate({ search: { year }, replace: true })}
          />
        }
        actions={(["docx", "pdf"] as const).map((format) => (
          <Button
            key={format}
            size="small"
            disabled={issue.isPending}
            loading={issue.isPending && issue.variables.format === format}
            onClick={() =>
              issue.mutate({ year: view.year, format }, { onSuccess: (file) => saveFile(file, `white-paper-${view.year}.${format}`) })
            }
          >
            {t(format === "docx" ? "governance.asWord" : "governance.asPdf")}
          </Button>
        ))}
      >
        <p className="muted">{t("governance.withheldAbout")}</p>
        {issue.error && <ErrorNotice error={issue.error} />}
      </Section>
      <div className="figures">
        {view.figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} />
        ))}
      </div>
      <Texts view={view} />
    </>
  );
}

function FigureView({ figure: { title, total, rows, path, query } }: { readonly figure: WhitePaperView["figures"][number] }) {
  const { t, text, format } = useLanguage();
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  const shown = (count: number | null) => (count === null ? t("governance.withheld") : format.count(count));
  return (
    <Section title={text(title)} hint={query} actions={<Link to={path}>{t("governance.rows")}</Link>}>
      {rows.length === 0 ? (
        <p className="muted">{t("governance.noFigures")}</p>
      ) : (
        <table className="figure-bars">
          <caption>{t("governance.total", { n: shown(total) })}</caption>
          <tbody>
            {rows.map(({ label, count }) => (
              <tr key={text(label)}>
                <th scope="row">{text(label)}</th>
                <td>
                  <i style={{ "--width": `${(100 * (count ?? 0)) / most}%` }} />
                </td>
                <td className="number">{shown(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Texts({ view }: { readonly view: WhitePaperView }) {
  const { t } = useLanguage();
  const write = useWriteTexts(view.year);
  const [texts, setTexts] = useState(view.texts);
  return (
    <Section
      title={t("governance.texts")}
      hint={t("governance.textsHint")}
      actions={
        <Button type="primary" size="small" loading={write.isPending} onClick={() => write.mutate({ version: view.version, texts })}>
          {t("governance.keep")}
        </Button>
      }
    >
      {write.error && <ErrorNotice error={write.error} />}
      <div className="stack">
        {ORDER.map((part) => (
          <label key={part}>
            {t(PARTS[part])}
            <Input.TextArea
              autoSize={{ minRows: 3, maxRows: 20 }}
              maxLength={20_000}
              value={texts[part]}
              onChange={(event) => setTexts({ ...texts, [part]: event.target.value })}
            />
          </label>
        ))}
      </div>
    </Section>
  );
}
