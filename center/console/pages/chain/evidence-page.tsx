import CheckCircleOutlined from "@ant-design/icons/CheckCircleOutlined";
import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { useParams } from "@tanstack/react-router";
import { verifyEvidence } from "@yuejian/chain/verify";
import { Button } from "antd";
import { useMemo } from "react";
import { useEvidenceDocument } from "../../api/explorer.ts";
import { Bullets, PageHeader, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useTrustedKey } from "../../kit/trusted-key.ts";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";

/** Two notes that one ledger cannot both have signed, side by side. */
export function EvidencePage() {
  const { t } = useLanguage();
  const { evidence } = useParams({ from: "/frame/chain/evidence/$evidence" });
  const document = useEvidenceDocument(evidence);
  usePageTitle(t("nodes.evidencePage"));
  const save = () => saveFile(new Blob([document.data ?? ""], { type: "application/json" }), `evidence-${evidence.slice(0, 16)}.json`);
  return (
    <>
      <PageHeader
        title={t("nodes.evidenceTitle")}
        about={<code>{evidence}</code>}
        actions={
          document.data && (
            <Button icon={<DownloadOutlined aria-hidden />} onClick={save}>
              {t("nodes.saveEvidence")}
            </Button>
          )
        }
      />
      <ChainTabs />
      <PageState query={document}>
        {(text) => (
          <>
            <Outcome text={text} />
            <Notes text={text} />
          </>
        )}
      </PageState>
    </>
  );
}

/** What the page shows of it; the whole is read by the verifier. */
type Drawn =
  | { readonly kind: "split"; readonly smaller: string; readonly larger: string }
  | { readonly kind: "retired-key"; readonly handover: string; readonly note: string };

function Notes({ text }: { readonly text: string }) {
  const { t } = useLanguage();
  const drawn = JSON.parse(text) as Drawn;
  const pair =
    drawn.kind === "split"
      ? ([
          [t("nodes.smaller"), drawn.smaller],
          [t("nodes.larger"), drawn.larger],
        ] as const)
      : ([
          [t("nodes.handover"), drawn.handover],
          [t("nodes.retiredNote"), drawn.note],
        ] as const);
  return (
    <div className="notes-pair">
      {pair.map(([title, note]) => (
        <Section key={title} title={title}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
          <pre className="data-block" tabIndex={0}>
            {note}
          </pre>
        </Section>
      ))}
    </div>
  );
}

function Outcome({ text }: { readonly text: string }) {
  const { t, text: say } = useLanguage();
  const { pinned } = useTrustedKey();
  const result = useMemo(() => (pinned === null ? null : verifyEvidence(text, { trustedKeys: [pinned] })), [text, pinned]);
  if (result === null) return <div className="notice attention">{t("proof.noKey")}</div>;
  const needsPolicy = (JSON.parse(text) as Drawn).kind === "retired-key" && !result.ok;
  return (
    <Section title={t(result.ok ? "nodes.evidenceHolds" : "nodes.evidenceFails")}>
      <div className="stack">
        <div className={`notice ${result.ok ? "alarm" : "attention"}`} role="status" style={{ margin: 0 }}>
          {result.ok ? <CheckCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />}
          <div>{result.shows ? say(result.shows) : t(needsPolicy ? "nodes.evidencePolicy" : "nodes.evidenceFails")}</div>
        </div>
        <Bullets items={result.checks.map((check) => `${check.ok ? "✓" : "×"} ${say(check.text)}`)} />
      </div>
    </Section>
  );
}
