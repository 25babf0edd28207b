import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import type { EntryDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { getFile } from "../../api/client.ts";
import { useEntryProof } from "../../api/explorer.ts";
import { CertificateButtons } from "../../kit/certificate-buttons.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageLoading, PageState } from "../../kit/page-state.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { Digest } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { pathSteps } from "./inclusion-path.ts";

const ProofReport = lazy(() => import("../../kit/proof-report.tsx").then(({ ProofReport }) => ({ default: ProofReport })));

/** What the page draws of a proof; the whole is checked by the verifier. */
interface DrawnProof {
  readonly checkpoint: string;
  readonly proven: { readonly entry: { readonly index: number; readonly path: readonly string[] } };
}

export function EntryProofSection({ detail: { entry } }: { readonly detail: EntryDetail }) {
  const { t } = useLanguage();
  const proof = useEntryProof(entry.index);
  return (
    <PageState query={proof} rows={4}>
      {(text) => (
        <>
          <Path text={text} index={entry.index} />
          {entry.type === "file.registered" && <p className="muted">{t("explorer.fileBeside")}</p>}
        </>
      )}
    </PageState>
  );
}

function Path({ text, index }: { readonly text: string; readonly index: number }) {
  const { t, format } = useLanguage();
  const [isVerifying, setVerifying] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const { checkpoint, proven } = JSON.parse(text) as DrawnProof;
  const [, sizeLine = "0", root = ""] = checkpoint.split("\n");
  const size = Number(sizeLine);
  const steps = pathSteps(index, size, proven.entry.path);
  const saveTlog = () => {
    setFailure(null);
    getFile(`/api/proofs/${index}/tlog`).then((file) => saveFile(file, `entry-${index}.tlog-proof`), setFailure);
  };
  return (
    <Section
      title={t("explorer.proof")}
      hint={t("explorer.proofHint", { steps: steps.length, n: format.count(size) })}
      actions={
        <>
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => saveFile(new Blob([text], { type: "application/json" }), `entry-${index}.proof.json`)}
          >
            {t("explorer.download")}
          </Button>
          <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={saveTlog}>
            {t("explorer.downloadTlog")}
          </Button>
          <Button size="small" type="primary" icon={<SafetyCertificateOutlined aria-hidden />} onClick={() => setVerifying(true)}>
            {t("proof.verify")}
          </Button>
        </>
      }
    >
      {failure && <ErrorNotice error={failure} retry={saveTlog} />}
      <div className="stack">
        {isVerifying && (
          <Suspense fallback={<PageLoading rows={4} />}>
            <ProofReport document={text} />
          </Suspense>
        )}
        <ol className="path-steps">
          <li className="end">
            <span>{t("explorer.pathLeaf")}</span>
          </li>
          {steps.map((step) => (
            <li key={step.hash}>
              <span className="muted">{t(step.side === "left" ? "explorer.pathLeft" : "explorer.pathRight")}</span>
              <Digest value={step.hash} />
              <span className="muted number">
                {t("explorer.pathCovers", { from: format.count(step.first), to: format.count(step.last) })}
              </span>
            </li>
          ))}
          <li className="end">
            <span>{t("explorer.pathRoot")}</span>
            <code>{root}</code>
          </li>
        </ol>
        <CertificateButtons name={String(index)} />
      </div>
    </Section>
  );
}
