import { Link } from "@tanstack/react-router";
import type { FileDigests } from "@yuejian/chain/verify";
import type { DigestMatch } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useDigests } from "../../../api/explorer.ts";
import { EntryLink } from "../../../kit/entry-link.tsx";
import { Facts, Section } from "../../../kit/layout.tsx";
import type { ListColumn } from "../../../kit/list-column.ts";
import { ListTable } from "../../../kit/list-table.tsx";
import { useShortOfficeName } from "../../../kit/offices.ts";
import { PageState } from "../../../kit/page-state.tsx";
import { Digest, Time } from "../../../kit/small.tsx";
import { useLanguage } from "../../../language/locale.tsx";
import { EntryTypeWord } from "../entry-columns.tsx";
import { FinalityTag } from "../finality-tags.tsx";
import { SubjectLink } from "../subject-link.tsx";
import { useDigesting } from "./digest-file.ts";
import { type DroppedFile, LARGEST_DOCUMENT } from "./dropped.ts";

interface FileResultProperties {
  readonly dropped: DroppedFile;
  readonly onDigested: (digests: FileDigests) => void;
  readonly onRemove: () => void;
}

/** A file: its digests, and whether they stand on the ledger. */
export function FileResult({ dropped, onDigested, onRemove }: FileResultProperties) {
  const { t, format } = useLanguage();
  const [attempt, setAttempt] = useState(0);
  const report = useDigesting(dropped.file, attempt, onDigested);
  return (
    <Section
      title={<span className="file-name">{dropped.name}</span>}
      hint={format.bytes(dropped.size)}
      actions={
        <Button size="small" onClick={onRemove} aria-label={t("dropped.remove", { name: dropped.name })}>
          {t(report.kind === "progress" ? "dropped.cancel" : "dropped.takeOut")}
        </Button>
      }
    >
      <div className="dropped-file" data-file={report.kind} aria-live="polite">
        {dropped.isTooLarge && <p className="muted">{t("dropped.tooLarge", { limit: format.bytes(LARGEST_DOCUMENT) })}</p>}
        {report.kind === "progress" && <Progress done={report.done} total={dropped.size} />}
        {report.kind === "failed" && (
          <div className="notice attention" role="alert">
            <div>{t("dropped.unreadable", { reason: report.reason })}</div>
            <Button size="small" onClick={() => setAttempt(attempt + 1)}>
              {t("dropped.again")}
            </Button>
          </div>
        )}
        {report.kind === "digested" && (
          <>
            <Found digests={report.digests} />
            <Facts
              items={[
                ["SHA-256", <Digest key="sha256" value={report.digests.sha256} whole />],
                ["SM3", <Digest key="sm3" value={report.digests.sm3} whole />],
              ]}
            />
          </>
        )}
      </div>
    </Section>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t, format } = useLanguage();
  const text = t("dropped.digesting", { done: format.bytes(done), total: format.bytes(total) });
  return (
    <>
      <span className="number">{text}</span>
      <div
        className="meter"
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        style={{ "--part": total === 0 ? "0%" : `${(done / total) * 100}%` }}
      />
    </>
  );
}

function Found({ digests }: { readonly digests: FileDigests }) {
  const { t, format } = useLanguage();
  return (
    <PageState query={useDigests(digests)} rows={2}>
      {({ items, others, ledgerSize }) => (
        <>
          {items.length === 0 ? (
            <div className="notice" data-ledger="absent" style={{ margin: 0 }}>
              <span aria-hidden>○</span>
              <div>
                <strong>{t("dropped.notOnLedger")}</strong>
                <div>{t("dropped.notOnLedgerMeans", { n: format.count(ledgerSize) })}</div>
              </div>
            </div>
          ) : (
            <>
              <div className="notice good" data-ledger="present" style={{ margin: 0 }}>
                <span aria-hidden>✓</span>
                <div>
                  <strong>{t("dropped.onLedger", { n: items.length })}</strong>
                  <div>{t("dropped.onLedgerMeans")}</div>
                </div>
              </div>
              <Matches items={items} />
            </>
          )}
          {others.length > 0 && (
            <div className="notice attention" role="alert">
              <div>{t("dropped.onlyOne")}</div>
            </div>
          )}
        </>
      )}
    </PageState>
  );
}

const AS = { content: "dropped.asContent", source: "dropped.asSource", capture: "dropped.asCapture" } as const;

function Matches({ items }: { readonly items: readonly DigestMatch[] }) {
  const { t } = useLanguage();
  const officeName = useShortOfficeName();
  const columns: readonly ListColumn<DigestMatch>[] = [
    { key: "where", title: t("dropped.where"), width: 120, render: ({ index }) => <EntryLink index={index} /> },
    {
      key: "what",
      title: t("dropped.what"),
      width: 230,
      render: ({ type, as, dataset, device }) => (
        <>
          <EntryTypeWord type={type} />
          <div className="muted">
            {t(AS[as])} {device && `${device.name} (${t(device.isRegistered ? "dropped.deviceRegistered" : "dropped.deviceUnregistered")})`}
            {dataset !== null && (
              <Link to="/data/$dataset" params={{ dataset }}>
                {dataset}
              </Link>
            )}
          </div>
        </>
      ),
    },
    { key: "when", title: t("dropped.when"), width: 160, render: ({ at }) => <Time at={at} /> },
    {
      key: "whom",
      title: t("dropped.whom"),
      width: 150,
      render: ({ organisation, submittedBy }) => [officeName(organisation), submittedBy].filter(Boolean).join(" · "),
    },
    { key: "finality", title: t("explorer.state"), width: 120, render: ({ finality }) => <FinalityTag finality={finality} /> },
    { key: "subject", title: t("dropped.subject"), render: ({ subject }) => <SubjectLink subject={subject} /> },
  ];
  return (
    <ListTable
      label={t("dropped.where")}
      columns={columns}
      items={items}
      idOf={({ index, subject, as, matched }) => `${index ?? ""} ${subject} ${as} ${matched}`}
    />
  );
}
