import CheckCircleOutlined from "@ant-design/icons/CheckCircleOutlined";
import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { type BundleVerification, isOnlyUnfinal, type TlogProofOptions, type Verification, verifyDocument } from "@yuejian/chain/verify";
import { Button } from "antd";
import { Fragment, useEffect, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { Bullets } from "./layout.tsx";
import { PageLoading } from "./page-state.tsx";
import { ProofChecks } from "./proof-checks.tsx";
import { saveFile } from "./save-file.ts";
import { Digest } from "./small.tsx";
import { useTrustedKey } from "./trusted-key.ts";

interface ReportProperties {
  /** The proof, bundle or `.tlog-proof` exactly as received. */
  readonly document: string | Uint8Array<ArrayBuffer>;
  /** Offered for download under this name. */
  readonly fileName?: string;
  /** What stands beside it: files to compare, the reader's policy, trust for supplements. One object as long as nothing changes. */
  readonly beside?: Omit<TlogProofOptions, "trustedKeys">;
}

/** Verifies a proof in this browser and shows each check, what is proven, and what is not. */
export function ProofReport({ document, fileName, beside }: ReportProperties) {
  const { t } = useLanguage();
  const { pinned } = useTrustedKey();
  const [result, setResult] = useState<Verification | BundleVerification | null>(null);
  useEffect(() => {
    if (pinned === null) return undefined;
    // Hashing a large proof holds the page; the words «verifying» are painted first.
    const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
    const timer = setTimeout(() => setResult(verifyDocument(bytes, { ...beside, trustedKeys: [pinned] })));
    return () => clearTimeout(timer);
  }, [document, beside, pinned]);
  if (pinned === null) return <div className="notice attention">{t("proof.noKey")}</div>;
  if (result === null) {
    return (
      <div aria-busy>
        <p className="muted">{t("proof.running")}</p>
        <PageLoading rows={4} />
      </div>
    );
  }
  return (
    <div className="stack" data-proof={result.ok ? "passed" : "failed"}>
      <Outcome result={result} />
      {fileName && (
        <div>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => saveFile(new Blob([document], { type: "application/json" }), fileName)}
          >
            {t("proof.download")}
          </Button>
        </div>
      )}
      <Scope result={result} />
      <h3>{t("proof.checks")}</h3>
      <ProofChecks checks={result.checks} />
      <p className="muted">
        {t("proof.keyUsed")} <Digest value={pinned} />
      </p>
    </div>
  );
}

function Outcome({ result }: { readonly result: Verification }) {
  const { t } = useLanguage();
  if (isOnlyUnfinal(result)) {
    return (
      <div className="notice attention" role="status" style={{ margin: 0 }}>
        <WarningOutlined aria-hidden />
        <div>
          <strong>{t("proof.notFinal")}</strong>
          <div className="muted">{t("proof.notFinalWhy")}</div>
        </div>
      </div>
    );
  }
  return (
    <div className={`notice ${result.ok ? "good" : "alarm"}`} role="status" style={{ margin: 0 }}>
      {result.ok ? <CheckCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />}
      <div>
        <strong>{result.ok ? t("proof.passed", { n: result.checks.length }) : t("proof.failed")}</strong>
        <div className="muted">{result.ok ? t("proof.inBrowser") : t("proof.failedWhy")}</div>
      </div>
    </div>
  );
}

function Scope({ result }: { readonly result: Verification | BundleVerification }) {
  const { t, text } = useLanguage();
  const parts =
    "execution" in result
      ? ([
          ["proof.executed", result.executed],
          ["proof.asserted", result.asserted],
          ["proof.withheld", result.withheld],
        ] as const)
      : [];
  return (
    <>
      {result.proves.length > 0 && (
        <>
          <h3>{t("proof.proves")}</h3>
          <Bullets items={result.proves.map(text)} />
        </>
      )}
      {parts.map(
        ([title, texts]) =>
          texts.length > 0 && (
            <Fragment key={title}>
              <h3>{t(title)}</h3>
              <Bullets items={texts.map(text)} />
            </Fragment>
          ),
      )}
      {result.doesNotProve.length > 0 && (
        <>
          <h3>{t("proof.doesNotProve")}</h3>
          <Bullets items={result.doesNotProve.map(text)} />
        </>
      )}
    </>
  );
}
