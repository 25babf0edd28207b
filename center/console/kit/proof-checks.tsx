import CheckCircleOutlined from "@ant-design/icons/CheckCircleOutlined";
import CloseCircleOutlined from "@ant-design/icons/CloseCircleOutlined";
import MinusCircleOutlined from "@ant-design/icons/MinusCircleOutlined";
import type { CheckName, ProofCheck } from "@yuejian/chain/verify";
import { useLanguage } from "../language/locale.tsx";
import type { MessageKey } from "../messages/index.ts";

const TITLES = {
  form: "proof.checkForm",
  signature: "proof.checkSignature",
  cosignature: "proof.checkCosignature",
  policy: "proof.checkPolicy",
  inclusion: "proof.checkInclusion",
  content: "proof.checkContent",
  file: "proof.checkFile",
  batch: "proof.checkBatch",
  record: "proof.checkRecord",
  finding: "proof.checkFinding",
  coherence: "proof.checkCoherence",
  deletion: "proof.checkDeletion",
  rule: "proof.checkRule",
  key: "proof.checkKey",
  execution: "proof.checkExecution",
  countersignature: "proof.checkCountersignature",
  timestamp: "proof.checkTimestamp",
  absence: "proof.checkAbsence",
  supplement: "proof.checkSupplement",
} as const satisfies Record<CheckName, MessageKey>;

/** Each failed check by itself and first; those that held by kind, with each single check one click away. */
export function ProofChecks({ checks }: { readonly checks: readonly ProofCheck[] }) {
  const { t, text, format } = useLanguage();
  const failed = checks.filter((check) => !check.ok);
  const open = checks.filter((check) => !check.isSettled);
  const held = Map.groupBy(
    checks.filter((check) => check.ok && check.isSettled),
    (check) => check.name,
  );
  return (
    <ul className="checks">
      {failed.map((check) => (
        <li key={`${check.name} ${check.subject} ${check.code}`} className="failed">
          <CloseCircleOutlined aria-hidden />
          <div>
            <strong>{text(check.text)}</strong>
            <div className="muted">
              {t(TITLES[check.name])} {check.code && <code>{check.code}</code>}
            </div>
          </div>
        </li>
      ))}
      {open.map((check) => (
        <li key={`${check.name} ${check.subject} ${check.text.en}`}>
          <MinusCircleOutlined aria-hidden />
          <div>
            {text(check.text)}
            <div className="muted">{t(TITLES[check.name])}</div>
          </div>
        </li>
      ))}
      {[...held].map(([name, ofKind]) => (
        <li key={name} className="passed">
          <CheckCircleOutlined aria-hidden />
          <details>
            <summary>
              {t(TITLES[name])} {ofKind.length > 1 && <span className="muted number">× {format.count(ofKind.length)}</span>}
            </summary>
            {ofKind.map((check) => (
              <div key={`${check.subject} ${check.text.en}`} className="muted">
                {text(check.text)} <code>{check.subject}</code>
              </div>
            ))}
          </details>
        </li>
      ))}
    </ul>
  );
}
