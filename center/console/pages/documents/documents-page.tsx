import { Link, useNavigate } from "@tanstack/react-router";
import type { DocumentCheckDetail, DocumentCheckView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { type DocumentFields, useCheckFile, useCheckText, useDocumentChecks } from "../../api/documents.ts";
import { useMay } from "../../api/session.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/narrow.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useSending } from "../../kit/sending.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CheckOptions } from "./check-options.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import "./documents.css";

const FORMS = ".docx,.docm,.txt,.md";

/** A document in, its findings out; and what one had checked before. */
export function DocumentsPage() {
  const { t } = useLanguage();
  const mayCheck = useMay("document.check");
  usePageTitle(t("documents.title"));
  return (
    <>
      <PageHeader title={t("documents.title")} about={t("documents.about")} actions={<DocumentsTabs />} />
      {mayCheck && <Submit />}
      {mayCheck && <Mine />}
    </>
  );
}

function Submit() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [fields, setFields] = useState<DocumentFields>({});
  const [text, setText] = useState("");
  const ofText = useCheckText();
  const ofFile = useCheckFile();
  const show = ({ check }: DocumentCheckDetail) => void navigate({ to: "/documents/checks/$check", params: { check: check.id } });
  const { send, bar } = useSending({
    isPending: ofFile.isPending,
    mutate: (sent) => ofFile.mutate({ ...sent, fields }, { onSuccess: show }),
  });
  const error = ofText.error ?? ofFile.error;
  return (
    <Section title={t("documents.check")}>
      <div className="stack">
        <div className="document-submit">
          {bar ?? (
            <FileDrop accept={FORMS} label={t("documents.file")} onFile={send}>
              {t("documents.file")}
            </FileDrop>
          )}
          <Input.TextArea
            aria-label={t("documents.paste")}
            placeholder={t("documents.paste")}
            rows={4}
            maxLength={400_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <FilterBar>
          <Button
            type="primary"
            disabled={text.trim() === ""}
            loading={ofText.isPending}
            onClick={() => ofText.mutate({ text, ...fields }, { onSuccess: show })}
          >
            {t("documents.check")}
          </Button>
          <CheckOptions fields={fields} onChange={setFields} />
        </FilterBar>
        {ofFile.isPending && <span className="muted">{t("documents.checking")}…</span>}
        {error && <ErrorNotice error={error} />}
      </div>
    </Section>
  );
}

function Mine() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const found = useDocumentChecks();
  const columns = useColumns();
  return (
    <Section flush title={t("documents.mine")}>
      <PageState query={found} rows={4}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nothing title={t("documents.none")} />
          ) : (
            <ListTable
              label={t("documents.mine")}
              columns={columns}
              items={items}
              total={total}
              hasKeys
              idOf={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: "/documents/checks/$check", params: { check: id } })}
            />
          )
        }
      </PageState>
    </Section>
  );
}

function useColumns(): readonly ListColumn<DocumentCheckView>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const name: ListColumn<DocumentCheckView> = {
    key: "name",
    title: t("documents.name"),
    render: (each) => (
      <>
        <Link to="/documents/checks/$check" params={{ check: each.id }}>
          {each.name ?? t("documents.erased")}
        </Link>
        {!each.isCounted && <div className="muted">{t("documents.again")}</div>}
      </>
    ),
  };
  const findings: ListColumn<DocumentCheckView> = {
    key: "findings",
    title: t("documents.findings"),
    width: 150,
    render: (each) => (
      <span className="number">
        {format.count(each.findings)}
        {each.open > 0 && each.erasedAt === null && <span className="muted"> · {t("documents.open", { n: each.open })}</span>}
      </span>
    ),
  };
  if (isNarrow) return [name, findings];
  return [
    name,
    { key: "kind", title: t("documents.kind"), width: 180, render: (each) => text(each.kindName) },
    findings,
    { key: "at", title: t("documents.at"), width: 170, render: (each) => <Time at={each.at} /> },
  ];
}
