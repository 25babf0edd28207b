import { REPLY_OUTCOMES, type ReplyOutcome } from "@yuejian/contracts";
import type { PortalView } from "@yuejian/contracts/api";
import { Button, Input, Radio } from "antd";
import { useId, useState } from "react";
import { usePortalReply } from "../../api/portal.ts";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PortalFileChoice } from "./portal-file-choice.tsx";
import { PortalProblem } from "./portal-problem.tsx";

/** The one reply of a link. It is looked at once more before it goes, since it cannot be taken back. */
export function PortalReplyForm({ token, view }: { readonly token: string; readonly view: PortalView }) {
  const { t, text } = useLanguage();
  const id = useId();
  const reply = usePortalReply(token);
  const [outcome, setOutcome] = useState<ReplyOutcome | null>(null);
  const [words, setWords] = useState("");
  const [left, setLeft] = useState<readonly string[]>([]);
  const [isAsking, setAsking] = useState(false);
  // What was uploaded belongs to the reply unless it is taken out.
  const files = view.files.map((file) => file.id).filter((file) => !left.includes(file));
  const isComplete = outcome !== null && words.trim() !== "";
  const send = () => {
    setAsking(false);
    // What comes of it, the receipt, stands at the top.
    if (outcome !== null) reply.mutate({ outcome, text: words, files }, { onSuccess: () => window.scrollTo({ top: 0 }) });
  };
  return (
    <Section title={t("portal.reply")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <Radio.Group
          value={outcome}
          aria-label={t("portal.outcome")}
          onChange={(event) => setOutcome(event.target.value as ReplyOutcome)}
          options={Object.entries(REPLY_OUTCOMES).map(([value, title]) => ({ value, label: text(title) }))}
        />
        <div className="field">
          <label htmlFor={id}>{t("portal.words")}</label>
          <Input.TextArea id={id} rows={7} maxLength={4000} value={words} onChange={(event) => setWords(event.target.value)} />
        </div>
        <PortalFileChoice
          files={view.files}
          chosen={files}
          onChange={(chosen) => setLeft(view.files.map((file) => file.id).filter((file) => !chosen.includes(file)))}
        />
        {reply.error && <PortalProblem error={reply.error} />}
        {isAsking && outcome !== null ? (
          <div className="notice attention" role="alert">
            <div className="stack">
              <span>{t("portal.sure", { outcome: text(REPLY_OUTCOMES[outcome]), n: files.length })}</span>
              <div className="bar" style={{ margin: 0 }}>
                <Button type="primary" onClick={send}>
                  {t("portal.confirm")}
                </Button>
                <Button onClick={() => setAsking(false)}>{t("portal.back")}</Button>
              </div>
            </div>
          </div>
        ) : (
          <div>
            <Button type="primary" htmlType="submit" disabled={!isComplete} loading={reply.isPending}>
              {t("portal.send")}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
