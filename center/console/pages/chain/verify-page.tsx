import FileSearchOutlined from "@ant-design/icons/FileSearchOutlined";
import { useState } from "react";
import { FileDrop } from "../../kit/file-drop.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofReport } from "../../kit/proof-report.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Files larger than this are not read into the page. */
const LARGEST_BYTES = 256 * 1024 * 1024;

interface Taken<Content> {
  readonly name: string;
  readonly content: Content;
}

/** Checks a proof file inside the browser; nothing is sent. */
export function VerifyPage() {
  const { t, format } = useLanguage();
  const [proof, setProof] = useState<Taken<string> | null>(null);
  const [source, setSource] = useState<Taken<Uint8Array> | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  usePageTitle(t("chain.verifyFile"));
  const isReadable = (file: File) => {
    const fits = file.size <= LARGEST_BYTES;
    setTooLarge(fits ? null : file.name);
    return fits;
  };
  const takeProof = async (file: File) => {
    if (isReadable(file)) setProof({ name: file.name, content: await file.text() });
  };
  const takeSource = async (file: File) => {
    if (isReadable(file)) setSource({ name: file.name, content: new Uint8Array(await file.arrayBuffer()) });
  };
  return (
    <>
      <PageHeader title={t("chain.verifyFile")} about={t("verify.about")} />
      <Section title={t("verify.file")}>
        <FileDrop accept=".json" label={t("verify.file")} onFile={(file) => void takeProof(file)}>
          <FileSearchOutlined aria-hidden style={{ fontSize: 20 }} />
          {proof ? <strong>{proof.name}</strong> : <span>{t("verify.drop")}</span>}
        </FileDrop>
        {proof && (
          <div style={{ marginTop: 8 }}>
            <FileDrop accept="*" label={t("verify.source")} onFile={(file) => void takeSource(file)}>
              {source ? <strong>{source.name}</strong> : <span className="muted">{t("verify.source")}</span>}
            </FileDrop>
          </div>
        )}
        {tooLarge && <p className="muted">{t("verify.tooLarge", { file: tooLarge, limit: format.bytes(LARGEST_BYTES) })}</p>}
      </Section>
      {proof && (
        <Section title={t("verify.result", { file: proof.name })}>
          <ProofReport key={`${proof.content} ${source?.name}`} text={proof.content} {...(source ? { source: source.content } : {})} />
        </Section>
      )}
    </>
  );
}
