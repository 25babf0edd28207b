import type { DocumentFindingView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { CitedText } from "../../kit/cited-text.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { DECISION_WORDS, SEVERITY_WORDS } from "./finding-words.ts";

interface Properties {
  readonly finding: DocumentFindingView;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
  readonly onDecide: (decision: DocumentFindingView["decision"]) => void;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** One finding: what stands there, what may be meant, why, by what source, and what a person says of it. */
export function FindingEntry({ finding, isCurrent, onChoose, onDecide }: Properties) {
  const { t, text: say } = useLanguage();
  const { position, rule, title, severity, text, suggestion, probability, reason, source, place, decision, before } = finding;
  const tag = severity === "error" ? "tag attention" : severity === "warning" ? "tag" : "tag quiet";
  return (
    <li
      id={`finding-${position}`}
      className={`document-finding${isCurrent ? " current" : ""}`}
      data-rule={rule}
      data-decision={decision ?? ""}
    >
      <button type="button" className="finding-head" onClick={onChoose} aria-current={isCurrent}>
        <span className={tag}>{t(SEVERITY_WORDS[severity])}</span> <strong>{say(title)}</strong>
        {probability !== null && <span className="muted number">{t("documents.sure", { n: percent(probability) })}</span>}
        {place && (
          <span className="muted number">
            {t("documents.place", { page: place.page, line: place.line })}
            {place.recognised !== null && ` · ${t("documents.recognised", { n: percent(place.recognised) })}`}
          </span>
        )}
      </button>
      <div className="finding-words">
        {suggestion === null ? <q>{text}</q> : <del>{text === "" ? "∅" : text}</del>}
        {suggestion !== null && (
          <>
            {" → "}
            <ins>{suggestion === "" ? "∅" : suggestion}</ins>
          </>
        )}
      </div>
      <p>{say(reason)}</p>
      {rule.startsWith("law-") || rule.startsWith("article-") || rule.startsWith("paragraph-") || rule.startsWith("quotation") ? (
        <p className="muted">
          <CitedText text={text} />
        </p>
      ) : null}
      {source !== null && (
        <p className="muted">
          {isCurrent ? <CitedText text={source} /> : source} <code>{rule}</code>
        </p>
      )}
      <div className="bar" style={{ margin: 0 }}>
        {before === "rejected" && <span className="tag quiet">{t("documents.rejectedBefore")}</span>}
        {before === "accepted" && decision === null && <span className="tag">{t("documents.acceptedBefore")}</span>}
        {decision === null ? (
          <>
            <Button size="small" type={isCurrent ? "primary" : "default"} onClick={() => onDecide("accepted")}>
              {t("documents.accept")}
            </Button>
            <Button size="small" onClick={() => onDecide("rejected")}>
              {t("documents.reject")}
            </Button>
          </>
        ) : (
          <>
            <span className={decision === "accepted" ? "tag good" : "tag quiet"}>{t(DECISION_WORDS[decision])}</span>
            <Button size="small" type="link" onClick={() => onDecide(null)}>
              {t("documents.undo")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
