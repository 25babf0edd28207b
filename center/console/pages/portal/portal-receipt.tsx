import { REPLY_OUTCOMES } from "@yuejian/contracts";
import type { PortalView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { Facts, Section } from "../../kit/layout.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Shows that the reply arrived: what it said, its files' digests, and those of the statement on the ledger. To be printed and kept. */
export function PortalReceipt({ view }: { readonly view: PortalView }) {
  const { t, text } = useLanguage();
  const { reply } = view;
  if (!reply?.receipt) return null;
  const { id, at, caseNumber, instrumentNumber, files, sha256, sm3, ledgerIndex } = reply.receipt;
  const digest = (value: string) => <span className="portal-digest">{value}</span>;
  return (
    <Section
      title={t("portal.receipt")}
      actions={
        <Button size="small" onClick={() => window.print()}>
          {t("portal.print")}
        </Button>
      }
    >
      <div className="stack" data-receipt={ledgerIndex ?? ""}>
        <div className="notice" role="status">
          ✓ {t("portal.arrived")}
        </div>
        <Facts
          items={[
            [t("portal.receiptId"), <code key="id">{id}</code>],
            [t("portal.at"), <Time key="at" at={at} />],
            [t("portal.number"), `${instrumentNumber ?? "—"}（${caseNumber}）`],
            [t("portal.outcome"), text(REPLY_OUTCOMES[reply.outcome])],
            ["SHA-256", digest(sha256)],
            ["SM3", digest(sm3)],
            [t("portal.ledger"), ledgerIndex === null ? t("portal.onItsWay") : `#${ledgerIndex}`],
          ]}
        />
        <div style={{ whiteSpace: "pre-wrap" }}>{reply.text}</div>
        {files.length > 0 && (
          <ul className="portal-files">
            {files.map((file) => (
              <li key={file.id}>
                {file.name}
                <div className="muted portal-digest">SHA-256 {file.sha256}</div>
              </li>
            ))}
          </ul>
        )}
        <p className="muted">{t("portal.keep")}</p>
      </div>
    </Section>
  );
}
