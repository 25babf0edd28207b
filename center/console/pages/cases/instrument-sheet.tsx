import type { CaseDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useInstrument } from "../../api/cases.ts";
import { citedWords } from "../../kit/cited-text.tsx";
import { OfficialSheet } from "../../kit/official-sheet.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CheckButton } from "../documents/check-button.tsx";
import { CaseDownload } from "./case-download.tsx";

/** Stages in which the text is what people decide on: there it is shown without asking. */
const OPEN: readonly string[] = ["drafting", "approval", "approved"];

/** The instrument as a page, and as a Word file. */
export function InstrumentSheet({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const purpose = usePurposeId();
  const { id, version, stage } = detail.case;
  const name = detail.instrument?.number ?? detail.instrument?.title ?? "";
  const [wanted, setWanted] = useState<boolean | null>(null);
  const isShown = wanted ?? OPEN.includes(stage);
  const found = useInstrument(id, { version, purpose, isWanted: isShown });
  return (
    <div className="stack">
      <div className="bar" style={{ margin: 0 }}>
        <Button size="small" aria-expanded={isShown} onClick={() => setWanted(!isShown)}>
          {t(isShown ? "cases.sheetHide" : "cases.sheet")}
        </Button>
        <CaseDownload caseId={id} path={`/api/cases/${id}/instrument/content`} name={`${name}.docx`}>
          {t("cases.word")}
        </CaseDownload>
        <CaseDownload caseId={id} path={`/api/cases/${id}/instrument/content?format=pdf`} name={`${name}.pdf`}>
          PDF
        </CaseDownload>
        <CheckButton subject={id} path={`/api/cases/${id}/document-checks`} name={name} />
      </div>
      {isShown && <PageState query={found}>{(document) => <OfficialSheet document={document} words={citedWords} />}</PageState>}
    </div>
  );
}
