import type { DocumentCheckDetail, DocumentFindingView } from "@yuejian/contracts/api";
import { App, Button, Checkbox, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useDecide } from "../../api/documents.ts";
import type { documentCheckSearch } from "../../frame/search.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CheckedText } from "./checked-text.tsx";
import { FindingEntry } from "./finding-entry.tsx";
import { SEVERITY_WORDS } from "./finding-words.ts";

type Filters = ReturnType<typeof documentCheckSearch>;
type Decision = DocumentFindingView["decision"];

interface Properties {
  readonly check: string;
  readonly text: NonNullable<DocumentCheckDetail["text"]>;
  readonly filters: Filters;
  readonly onFilter: (change: { readonly [K in keyof Filters]: Filters[K] | undefined }) => void;
}

/** Text and findings side by side; j and k go through them, a accepts, r rejects, u takes the last word back. */
export function CheckedDocument({ check, text, filters, onFilter }: Properties) {
  const { t, text: say } = useLanguage();
  const { message } = App.useApp();
  const purpose = usePurposeId();
  const decide = useDecide(check, purpose);
  const done = useRef<{ position: number; decision: Decision }[]>([]);
  const [at, setAt] = useState(0);
  const { findings } = text;
  const shown = useMemo(
    () =>
      findings.filter(
        ({ severity, rule, decision }) =>
          (filters.severity === undefined || severity === filters.severity) &&
          (filters.rule === undefined || rule === filters.rule) &&
          (filters.open !== true || decision === null),
      ),
    [findings, filters],
  );
  const index = Math.min(at, shown.length - 1);
  const current = shown[index];
  const put = (position: number, decision: Decision) =>
    decide.mutate([{ position, decision }], {
      onSuccess: ({ muted }) => {
        if (muted.length > 0) void message.warning(t("documents.mutedNow", { rules: muted.join("、") }), 6);
      },
    });
  const decideOn = (finding: DocumentFindingView | undefined, decision: Decision) => {
    if (!finding) return;
    done.current.push({ position: finding.position, decision: finding.decision });
    put(finding.position, decision);
    // Where only open ones are shown the next one moves up by itself.
    if (filters.open !== true && index + 1 < shown.length) setAt(index + 1);
  };
  const undo = () => {
    const last = done.current.pop();
    if (!last) return;
    put(last.position, last.decision);
    const back = shown.findIndex(({ position }) => position === last.position);
    if (back >= 0) setAt(back);
  };
  useListKeys({
    count: shown.length,
    at: index,
    onMove: setAt,
    onKey: (key) => {
      if (key === "a") decideOn(current, "accepted");
      else if (key === "r") decideOn(current, "rejected");
      else if (key === "u") undo();
      else return false;
      return true;
    },
  });
  useEffect(() => {
    if (current === undefined) return;
    for (const id of [`mark-${current.position}`, `finding-${current.position}`])
      document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const rules = useMemo(() => [...new Map(findings.map(({ rule, title }) => [rule, title]))], [findings]);

  if (findings.length === 0)
    return (
      <>
        <Nothing title={t("documents.clean")}>{t("documents.cleanWhy")}</Nothing>
        <CheckedText text={text} current={null} onChoose={() => {}} />
      </>
    );
  return (
    <>
      <FilterBar>
        <Select
          allowClear
          style={{ width: 150 }}
          aria-label={t("documents.severity")}
          placeholder={t("documents.anySeverity")}
          value={filters.severity ?? null}
          options={(["error", "warning", "hint"] as const).map((value) => ({ value, label: t(SEVERITY_WORDS[value]) }))}
          onChange={(severity: Filters["severity"] | null) => onFilter({ severity: severity ?? undefined })}
        />
        <Select
          allowClear
          style={{ width: 220 }}
          aria-label={t("documents.rule")}
          placeholder={t("documents.anyRule")}
          value={filters.rule ?? null}
          options={rules.map(([value, title]) => ({ value, label: say(title) }))}
          onChange={(rule: string | null) => onFilter({ rule: rule ?? undefined })}
        />
        <Checkbox checked={filters.open === true} onChange={(event) => onFilter({ open: event.target.checked || undefined })}>
          {t("documents.onlyOpen")}
        </Checkbox>
        <Button size="small" onClick={undo}>
          {t("documents.undo")}
        </Button>
        <span className="muted">{t("documents.keysHint")}</span>
      </FilterBar>
      {decide.error && <ErrorNotice error={decide.error} />}
      <div className="checked-document">
        <CheckedText
          text={text}
          current={current?.position ?? null}
          onChoose={(position) =>
            setAt(
              Math.max(
                0,
                shown.findIndex((each) => each.position === position),
              ),
            )
          }
        />
        <ol className="document-findings" aria-label={t("documents.findings")}>
          {shown.length === 0 && <Nothing title={t("documents.noneLeft")} />}
          {shown.map((finding, place) => (
            <FindingEntry
              key={finding.position}
              finding={finding}
              isCurrent={place === index}
              onChoose={() => setAt(place)}
              onDecide={(decision) => {
                setAt(place);
                done.current.push({ position: finding.position, decision: finding.decision });
                put(finding.position, decision);
              }}
            />
          ))}
        </ol>
      </div>
    </>
  );
}
