import FileSearchOutlined from "@ant-design/icons/FileSearchOutlined";
import type { FileDigests } from "@yuejian/chain/verify";
import { Button } from "antd";
import { useState } from "react";
import { FileDrop } from "../../kit/file-drop.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { DocumentResult } from "./dropped/document-result.tsx";
import { type Dropped, readDropped } from "./dropped/dropped.ts";
import { FileResult } from "./dropped/file-result.tsx";

/** Whether files stand on the ledger, and whether proofs hold: all in the browser, but for the question of digests. */
export function VerifyPage() {
  const { t } = useLanguage();
  const [all, setAll] = useState<readonly Dropped[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  usePageTitle(t("explorer.verify"));
  const take = (file: File) => {
    setFailed(null);
    readDropped(file).then(
      (dropped) => setAll((before) => [dropped, ...before]),
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  };
  const remove = (id: number) => setAll((before) => before.filter((each) => each.id !== id));
  const keep = (id: number, digests: FileDigests) =>
    setAll((before) => before.map((each) => (each.id === id && each.kind === "file" ? { ...each, digests } : each)));
  return (
    <>
      <PageHeader title={t("explorer.verify")} about={t("dropped.about")} />
      <ChainTabs />
      <Section
        title={t("dropped.choose")}
        actions={
          all.length > 1 && (
            <Button size="small" onClick={() => setAll([])}>
              {t("dropped.clear")}
            </Button>
          )
        }
      >
        <FileDrop accept="*" label={t("dropped.choose")} isMany onFile={take}>
          <FileSearchOutlined aria-hidden style={{ fontSize: 20 }} />
          <span>{t("dropped.drop")}</span>
        </FileDrop>
        {failed && (
          <div className="notice attention" role="alert" style={{ margin: "10px 0 0" }}>
            {t("dropped.unreadable", { reason: failed })}
          </div>
        )}
      </Section>
      {all.map((dropped) => (
        <Result key={dropped.id} dropped={dropped} all={all} onRemove={() => remove(dropped.id)} onDigested={keep} />
      ))}
    </>
  );
}

interface ResultProperties {
  readonly dropped: Dropped;
  readonly all: readonly Dropped[];
  readonly onRemove: () => void;
  readonly onDigested: (id: number, digests: FileDigests) => void;
}

function Result({ dropped, all, onRemove, onDigested }: ResultProperties) {
  const { t } = useLanguage();
  if (dropped.kind === "file") {
    return <FileResult dropped={dropped} onDigested={(digests) => onDigested(dropped.id, digests)} onRemove={onRemove} />;
  }
  if (dropped.kind === "document" || dropped.kind === "capture") return <DocumentResult dropped={dropped} all={all} onRemove={onRemove} />;
  return (
    <Section
      title={<span className="file-name">{dropped.name}</span>}
      actions={
        <Button size="small" onClick={onRemove} aria-label={t("dropped.remove", { name: dropped.name })}>
          {t("dropped.takeOut")}
        </Button>
      }
    >
      {t(dropped.kind === "policy" ? "dropped.policyTaken" : "dropped.trustTaken")}
    </Section>
  );
}
