import { Link } from "@tanstack/react-router";
import { INSTRUMENT_KINDS, LAW_RULE_KINDS } from "@yuejian/contracts";
import type { LawCitedByView, LawTouchedView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useCitedBy } from "../../api/law-links.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CollectDialog } from "./collect-dialog.tsx";
import type { LawsChange } from "./laws-search.ts";

interface CitedByProperties {
  readonly law: string;
  /** Key and, where it is known, the words for it. */
  readonly article: string;
  readonly label: string;
  readonly on: string | undefined;
  readonly set: (change: LawsChange) => void;
}

const STEP = 20;

/** Who refers to an article: laws in force, rules of the house with what they touched, instruments of cases. */
export function CitedBy({ law, article, label, on, set }: CitedByProperties) {
  const { t } = useLanguage();
  const [limit, setLimit] = useState(STEP);
  const [isCollecting, setIsCollecting] = useState(false);
  const mayCollect = useMay("law.collect");
  const found = useCitedBy({ law, article, on }, limit);
  return (
    <Section
      title={t("lawUse.citedTitle", { article: label })}
      actions={
        <>
          <Button size="small" onClick={() => set({ through: true, with: undefined })}>
            {t("lawUse.changes")}
          </Button>
          {mayCollect && (
            <Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={() => setIsCollecting(true)}>
              {t("lawCollections.collect")}
            </Button>
          )}
        </>
      }
    >
      {isCollecting && <CollectDialog law={law} article={article} label={label} on={on} onEnd={() => setIsCollecting(false)} />}
      <PageState query={found}>
        {(view) => (
          <div className="laws-cited">
            <p className="muted">{t("lawUse.citedHint", { day: view.on })}</p>
            {view.laws.total + view.rules.length + view.instruments.total === 0 && <Nothing title={t("lawUse.nobody")} />}
            {view.rules.length > 0 && <Rules rules={view.rules} />}
            {view.instruments.total > 0 && <Instruments instruments={view.instruments} />}
            {view.laws.total > 0 && <Laws laws={view.laws} set={set} />}
            {Math.max(view.laws.total, view.instruments.total) > limit && (
              <Button size="small" loading={found.isFetching} onClick={() => setLimit(limit + 5 * STEP)}>
                {t("lawUse.more", { n: Math.max(view.laws.total, view.instruments.total) - limit })}
              </Button>
            )}
          </div>
        )}
      </PageState>
    </Section>
  );
}

function Laws({ laws: { items, total }, set }: { readonly laws: LawCitedByView["laws"]; readonly set: (change: LawsChange) => void }) {
  const { t } = useLanguage();
  return (
    <>
      <h3>{t("lawUse.laws", { n: total })}</h3>
      <ul>
        {items.map((one) => (
          <li key={`${one.law} ${one.key}`}>
            <button
              type="button"
              onClick={() => set({ law: one.law, article: one.key, with: undefined, through: undefined })}
              title={one.text}
            >
              {one.law} {one.article}
            </button>
            {one.isSame === false && <span className="muted">{t("lawUse.changedSince")}</span>}
            {one.isSame === null && <span className="muted">{t("lawUse.notHeld")}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rules({ rules }: { readonly rules: LawCitedByView["rules"] }) {
  const { t, text } = useLanguage();
  const office = useShortOfficeName();
  return (
    <>
      <h3>{t("lawUse.rules", { n: rules.length })}</h3>
      <ul>
        {rules.map((rule) => (
          <li key={`${rule.kind} ${rule.id}`}>
            {rule.link === null ? <span>{text(rule.title)}</span> : <Link to={rule.link}>{text(rule.title)}</Link>}
            <span className="muted">
              {[text(LAW_RULE_KINDS[rule.kind]), ...(rule.office === null ? [] : [office(rule.office)])].join(" · ")}
            </span>
            <Touched touched={rule.touched} />
          </li>
        ))}
      </ul>
    </>
  );
}

const TOUCHED = [
  ["leads", "lawUse.leads"],
  ["cases", "lawUse.cases"],
  ["handled", "lawUse.handled"],
] as const;

/** How many leads and cases a rule touched; nothing where it can touch none or the person may see none. */
export function Touched({ touched }: { readonly touched: LawTouchedView }) {
  const { t, format } = useLanguage();
  const said = TOUCHED.flatMap(([name, words]) => {
    const counted = touched[name];
    if (counted === null) return [];
    const n = counted.isAtLeast ? t("lawUse.atLeast", { n: format.count(counted.total) }) : format.count(counted.total);
    return [t(words, { n })];
  });
  return said.length === 0 ? null : <span className="muted">{said.join("，")}</span>;
}

function Instruments({ instruments: { items, total } }: { readonly instruments: LawCitedByView["instruments"] }) {
  const { t, text } = useLanguage();
  const office = useShortOfficeName();
  return (
    <>
      <h3>{t("lawUse.instruments", { n: total })}</h3>
      <ul>
        {items.map((one) => (
          <li key={one.case}>
            <Link to="/cases/$case" params={{ case: one.case }}>
              {one.number}
            </Link>
            <span className="muted">
              {text(INSTRUMENT_KINDS[one.kind])} · {office(one.office)} · {one.draftedAt.slice(0, 10)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
