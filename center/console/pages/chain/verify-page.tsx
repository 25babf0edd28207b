import FileSearchOutlined from "@ant-design/icons/FileSearchOutlined";
import { useState } from "react";
import { usePageTitle } from "../../frame/breadcrumb.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ProofReport } from "../../kit/proof-report.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Proof files larger than this are not read into the page. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Checks a proof file inside the browser; nothing is sent. */
export function VerifyPage() {
  const { t, format } = useLanguage();
  const [document, setDocument] = useState<{ name: string; text: string } | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  usePageTitle(t("chain.verifyFile"));
  const take = async (file: File) => {
    setTooLarge(file.size > LARGEST_BYTES ? file.name : null);
    setDocument(file.size > LARGEST_BYTES ? null : { name: file.name, text: await file.text() });
  };
  return (
    <>
      <PageHeader title={t("chain.verifyFile")} about={t("verify.about")} />
      <Section title={t("verify.file")}>
        <FileDrop accept=".json" label={t("verify.file")} onFile={(file) => void take(file)}>
          <FileSearchOutlined style={{ fontSize: 20 }} />
          {document ? <strong>{document.name}</strong> : <span>{t("verify.drop")}</span>}
        </FileDrop>
        {tooLarge && <p className="muted">{t("verify.tooLarge", { file: tooLarge, limit: format.bytes(LARGEST_BYTES) })}</p>}
      </Section>
      {document && (
        <Section title={t("verify.result", { file: document.name })}>
          <ProofReport key={document.text} text={document.text} />
        </Section>
      )}
    </>
  );
}
