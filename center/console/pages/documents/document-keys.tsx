import type { DocumentKeyView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { useDocumentKeys, useGiveDocumentKey, useRevokeDocumentKey } from "../../api/documents.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { Section } from "../../kit/layout.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Keys by which other systems of an office have documents checked. */
export function DocumentKeys({ office }: { readonly office: string }) {
  const { t, format } = useLanguage();
  const officeName = useShortOfficeName();
  const found = useDocumentKeys();
  const giving = useGiveDocumentKey();
  const revoking = useRevokeDocumentKey();
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const [asked, setAsked] = useState<DocumentKeyView | null>(null);
  const stateOf = ({ revoked, isValid, expiresAt }: DocumentKeyView) =>
    revoked
      ? `${t("documentRules.revoked")}：${revoked.reason}`
      : isValid
        ? `${t("documentRules.until")} ${format.day(expiresAt.slice(0, 10))}`
        : t("documentRules.over");
  return (
    <Section title={t("documentRules.keys")} hint={t("documentRules.keysAbout")}>
      <div className="stack">
        <PageState query={found} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t("documentRules.noKeys")} />
            ) : (
              <ul className="bullets">
                {items.map((key) => (
                  <li key={key.id}>
                    <strong>{key.name}</strong> · {officeName(key.office)} · {stateOf(key)}
                    {key.seenAt !== null && (
                      <span className="muted">
                        {" "}
                        · {t("documentRules.seen")} <Time at={key.seenAt} />
                      </span>
                    )}
                    {key.isValid && (
                      <Button size="small" type="link" onClick={() => setAsked(key)}>
                        {t("documentRules.revoke")}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </PageState>
        <FilterBar>
          <Input
            style={{ width: 220 }}
            aria-label={t("documentRules.keyName")}
            placeholder={t("documentRules.keyName")}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <label className="muted" htmlFor="key-until">
            {t("documentRules.until")}
          </label>
          <Input id="key-until" type="date" style={{ width: 150 }} value={until} onChange={(event) => setUntil(event.target.value)} />
          <Button
            disabled={name.trim() === "" || until === ""}
            loading={giving.isPending}
            onClick={() => giving.mutate({ name, expiresOn: until, office }, { onSuccess: () => setName("") })}
          >
            {t("documentRules.give")}
          </Button>
        </FilterBar>
        {giving.data && (
          <p role="status">
            {t("documentRules.token")} <Digest value={giving.data.token} whole />
          </p>
        )}
        {giving.error && <ErrorNotice error={giving.error} />}
      </div>
      {asked && (
        <ReasonDialog
          title={`${t("documentRules.revoke")}：${asked.name}`}
          step={revoking}
          orderOf={(reason) => ({ key: asked.id, reason })}
          onEnd={() => setAsked(null)}
        />
      )}
    </Section>
  );
}
