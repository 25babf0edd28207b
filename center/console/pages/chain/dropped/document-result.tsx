import { type TlogProofOptions, verifyCapture } from "@yuejian/chain/verify";
import { Button } from "antd";
import { useMemo } from "react";
import { useRegisteredKeys } from "../../../api/explorer.ts";
import { Bullets, Facts, Section } from "../../../kit/layout.tsx";
import { ProofChecks } from "../../../kit/proof-checks.tsx";
import { ProofReport } from "../../../kit/proof-report.tsx";
import { useLanguage } from "../../../language/locale.tsx";
import { type Dropped, type DroppedDocument, type DroppedFile, fileFor } from "./dropped.ts";

interface DocumentResultProperties {
  readonly dropped: DroppedDocument;
  readonly all: readonly Dropped[];
  readonly onRemove: () => void;
}

/** A proof, a bundle or a capture, verified here with what was dropped beside it. */
export function DocumentResult({ dropped, all, onRemove }: DocumentResultProperties) {
  const { t, format } = useLanguage();
  const file = fileFor(dropped, all);
  return (
    <Section
      title={<span className="file-name">{dropped.name}</span>}
      hint={format.bytes(dropped.size)}
      actions={
        <Button size="small" onClick={onRemove} aria-label={t("dropped.remove", { name: dropped.name })}>
          {t("dropped.takeOut")}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{file ? t("dropped.pairedWith", { name: file.name }) : t("dropped.notPaired")}</p>
        {dropped.kind === "capture" ? (
          <CaptureReport bytes={dropped.bytes} file={file} />
        ) : (
          <VerifiedDocument dropped={dropped} file={file} all={all} />
        )}
      </div>
    </Section>
  );
}

function VerifiedDocument({ dropped, file, all }: Omit<DocumentResultProperties, "onRemove"> & { readonly file: DroppedFile | null }) {
  const digests = file?.digests ?? null;
  const policy = all.findLast((each) => each.kind === "policy")?.policy;
  const trust = all.flatMap((each) => (each.kind === "trust" ? [each.text] : [])).join("\u0000");
  const beside = useMemo<Omit<TlogProofOptions, "trustedKeys">>(
    () => ({
      ...(digests ? { file: digests } : {}),
      ...(policy ? { policy } : {}),
      ...(trust === "" ? {} : { trust: trust.split("\u0000") }),
    }),
    [digests, policy, trust],
  );
  return <ProofReport document={dropped.bytes} beside={beside} />;
}

function CaptureReport({ bytes, file }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly file: DroppedFile | null }) {
  const { t, text, format } = useLanguage();
  const name = file?.name ?? "";
  const digests = file?.digests ?? null;
  const keys = useRegisteredKeys();
  const result = useMemo(
    () => verifyCapture(bytes, { registeredKeys: keys, files: digests ? [{ name, ...digests }] : [] }),
    [bytes, name, digests, keys],
  );
  const statement = result.capture?.statement;
  return (
    <div className="stack" data-capture={result.isIntact ? "intact" : "broken"}>
      <div className={`notice ${result.isIntact ? "good" : "alarm"}`} role="status" style={{ margin: 0 }}>
        <div>
          <strong>{t(result.isIntact ? "dropped.captureIntact" : "dropped.captureBroken")}</strong>
          {result.isIntact && result.standing === "unregistered" && <div>{t("dropped.captureUnregistered")}</div>}
        </div>
      </div>
      {statement && (
        <Facts
          items={[
            [t("dropped.device"), statement.device.name],
            [t("dropped.capturedAt"), format.time(statement.capturedAt)],
            [t("dropped.operator"), `${statement.operator.name} · ${statement.operator.organisation}`],
          ]}
        />
      )}
      {result.proves.length > 0 && (
        <>
          <h3>{t("proof.proves")}</h3>
          <Bullets items={result.proves.map(text)} />
        </>
      )}
      {result.doesNotProve.length > 0 && (
        <>
          <h3>{t("proof.doesNotProve")}</h3>
          <Bullets items={result.doesNotProve.map(text)} />
        </>
      )}
      <h3>{t("proof.checks")}</h3>
      <ProofChecks checks={result.checks} />
    </div>
  );
}
