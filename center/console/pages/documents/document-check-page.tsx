import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { DocumentCheckDetail } from "@yuejian/contracts/api";
import { App, Button } from "antd";
import { useDocumentCheck, useEraseDocument } from "../../api/documents.ts";
import { DownloadButton } from "../../kit/download-button.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CaseLink } from "./case-link.tsx";
import { CheckedDocument } from "./checked-document.tsx";
import "./documents.css";

/** A checked document: its text with what was found marked, and the findings beside it, each to be accepted or rejected. */
export function DocumentCheckPage() {
  const { t } = useLanguage();
  const { check } = useParams({ from: "/frame/documents/checks/$check" });
  const purpose = usePurposeId();
  const found = useDocumentCheck(check, purpose);
  usePageTitle(found.data?.check.name ?? t("documents.title"));
  return <PageState query={found}>{(detail) => <Shown detail={detail} />}</PageState>;
}

function Shown({ detail }: { readonly detail: DocumentCheckDetail }) {
  const { t, text, format } = useLanguage();
  const { check } = detail;
  const search = useSearch({ from: "/frame/documents/checks/$check" });
  const navigate = useNavigate({ from: "/documents/checks/$check" });
  const day = format.day(check.keepUntil.slice(0, 10));
  const facts = t("documents.facts", {
    kind: text(check.kindName),
    characters: format.count(check.characters),
    day: format.day(check.lawDay),
  });
  return (
    <>
      <PageHeader
        title={check.name ?? t("documents.erased")}
        about={`${facts}${check.erasedAt === null ? ` · ${t("documents.until", { day })}` : ""}${check.isCounted ? "" : ` · ${t("documents.again")}`}`}
        actions={detail.text && <Actions detail={detail} />}
      />
      <Compared detail={detail} />
      <Unlooked detail={detail} />
      {detail.text === null ? (
        <Nothing title={t("documents.erased")}>
          {t("documents.erasedWhy", { day: format.day((check.erasedAt ?? "").slice(0, 10)) })}
        </Nothing>
      ) : (
        <CheckedDocument
          check={check.id}
          text={detail.text}
          filters={search}
          onFilter={(change) => void navigate({ search: withChange(search, change), replace: true })}
        />
      )}
    </>
  );
}

/** The case that it is of, and what it was compared with. */
function Compared({ detail: { check, compared } }: { readonly detail: DocumentCheckDetail }) {
  const { t, text } = useLanguage();
  const sources = [...(compared?.records.map(text) ?? []), ...(compared?.others ?? [])];
  const lines = [
    ...(sources.length === 0 ? [] : [t("documents.comparedWith", { sources: sources.join("、") })]),
    ...(compared?.unread ?? []).map(({ name, reason }) => t("documents.unread", { name, reason: text(reason) })),
    ...(check.hasMacros ? [t("documents.macros")] : []),
    ...(check.format === "doc" && check.erasedAt === null ? [t("documents.oldWord")] : []),
    ...(check.scanned === 0 ? [] : [t("documents.scanned", { n: check.scanned })]),
  ];
  if (check.caseNumber === null && lines.length === 0) return null;
  return (
    <div className="bar" style={{ margin: 0 }}>
      <CaseLink of={check} />
      <span className="muted">{lines.join(" · ")}</span>
    </div>
  );
}

/** What was not looked at, so that nobody takes silence for a judgement. */
function Unlooked({ detail: { hasCitations, hasSpelling, silent, check } }: { readonly detail: DocumentCheckDetail }) {
  const { t, text } = useLanguage();
  const list = (isMuted: boolean) =>
    silent
      .filter((each) => each.isMuted === isMuted)
      .map(({ title }) => text(title))
      .join("、");
  const [muted, off] = [list(true), list(false)];
  const lines = [
    ...(hasCitations || check.erasedAt !== null ? [] : [t("documents.noLaws")]),
    ...(hasSpelling || check.erasedAt !== null ? [] : [t("documents.noSpelling")]),
    ...(muted === "" ? [] : [t("documents.muted", { rules: muted })]),
    ...(off === "" ? [] : [t("documents.off", { rules: off })]),
  ];
  return lines.length === 0 ? null : <p className="muted">{lines.join(" · ")}</p>;
}

function Actions({ detail: { check } }: { readonly detail: DocumentCheckDetail }) {
  const { t } = useLanguage();
  const { modal } = App.useApp();
  const erase = useEraseDocument();
  const path = `/api/documents/checks/${check.id}/document`;
  const stem = (check.name ?? check.id).replace(/\.[^.]*$/, "");
  const ask = () =>
    void modal.confirm({
      title: t("documents.erase"),
      content: t("documents.eraseWhat", { name: check.name ?? check.id }),
      okText: t("documents.erase"),
      cancelText: t("action.cancel"),
      onOk: () => erase.mutateAsync({ check: check.id }),
    });
  return (
    <>
      {check.format === "docx" && (
        <>
          <DownloadButton subject={check.case} path={`${path}?form=changes`} name={`${stem}-修订.docx`}>
            {t("documents.asChanges")}
          </DownloadButton>
          <DownloadButton subject={check.case} path={`${path}?form=remarks`} name={`${stem}-批注.docx`}>
            {t("documents.asRemarks")}
          </DownloadButton>
        </>
      )}
      <DownloadButton subject={check.case} path={`${path}?form=text`} name={`${stem}.txt`}>
        {t("documents.asText")}
      </DownloadButton>
      <Button size="small" onClick={ask}>
        {t("documents.erase")}
      </Button>
      {erase.error && <ErrorNotice error={erase.error} />}
    </>
  );
}
