import { Link, useParams } from "@tanstack/react-router";
import { LAW_CHANGES, LAW_NOTICE_STATUSES, LAW_RULE_KINDS } from "@yuejian/contracts";
import type { LawNoticeDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useJudgeLawNotice, useLawNotice } from "../../api/law-links.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { Touched } from "./cited-by.tsx";
import { TextPieces } from "./text-pieces.tsx";
import "./laws.css";

/** A rule whose article changed: what changed, what the rule did since, and what a person says of it. */
export function LawNoticePage() {
  const { notice } = useParams({ from: "/frame/laws/rules/$notice" });
  return <PageState query={useLawNotice(notice)}>{(detail) => <Detail key={detail.notice.number} detail={detail} />}</PageState>;
}

function Detail({ detail }: { readonly detail: LawNoticeDetail }) {
  const { t, text, format } = useLanguage();
  const { notice, pieces, from, to, places } = detail;
  const title = text(notice.rule.title);
  usePageTitle(title);
  return (
    <>
      <PageHeader
        title={title}
        about={`${text(LAW_RULE_KINDS[notice.rule.kind])} · ${text(LAW_NOTICE_STATUSES[notice.status])}`}
        actions={<Decide detail={detail} />}
      />
      <Reason>
        {t("lawUse.noticeAbout", { law: notice.law, article: notice.label, change: text(LAW_CHANGES[notice.change]) })}
        {notice.changesOn !== null && ` (${format.day(notice.changesOn)})`}
      </Reason>
      {notice.decision && (
        <p className="notice">
          {t("lawUse.decided", { who: notice.decision.byName, at: format.time(notice.decision.at), reason: notice.decision.reason })}{" "}
          <EntryLink index={notice.ledgerIndex} />
        </p>
      )}
      <div className="laws-notice">
        <Section
          title={t("lawUse.difference")}
          hint={t("lawUse.between", { from: from ?? "—", to: to ?? "—" })}
          actions={
            <Link
              to="/laws"
              search={{
                law: notice.law,
                article: notice.key,
                ...(notice.changesOn === null || notice.change === "repealed" ? {} : { on: notice.changesOn }),
              }}
            >
              {t("lawUse.readArticle")}
            </Link>
          }
        >
          <div className="laws-text" lang="zh">
            <p>
              <strong>{notice.label}　</strong>
              <TextPieces pieces={pieces} />
            </p>
          </div>
          {places.map(({ place, isSame }) =>
            isSame === null ? null : (
              <p key={place} className="muted">
                {t(isSame ? "lawUse.placeSame" : "lawUse.placeChanged", { place })}
              </p>
            ),
          )}
        </Section>
        <TouchedSince detail={detail} />
      </div>
    </>
  );
}

function TouchedSince({ detail: { notice, touched, leads, cases, handled } }: { readonly detail: LawNoticeDetail }) {
  const { t, format } = useLanguage();
  const office = useShortOfficeName();
  const isNone = leads.length + cases.length + handled.length === 0;
  return (
    <Section
      title={notice.changesOn === null ? t("lawUse.touchedEver") : t("lawUse.touchedSince", { day: format.day(notice.changesOn) })}
      hint={<Touched touched={touched} />}
      actions={
        notice.rule.kind === "model" &&
        leads.length > 0 && (
          <Link to="/leads" search={{ model: notice.rule.id, ...(notice.changesOn === null ? {} : { createdFrom: notice.changesOn }) }}>
            {t("lawUse.inInbox")}
          </Link>
        )
      }
    >
      {isNone && <p className="muted">{t("lawUse.touchedNone")}</p>}
      {leads.length > 0 && (
        <ListTable
          label={t("nav.leads")}
          items={leads}
          idOf={({ id }) => id}
          columns={[
            { key: "status", title: t("lawUse.status"), width: 120, render: ({ status }) => <LeadStatusTag status={status} /> },
            {
              key: "lead",
              title: t("nav.leads"),
              render: ({ id }) => (
                <Link to="/leads/$lead" params={{ lead: id }}>
                  {id}
                </Link>
              ),
            },
            { key: "office", title: t("leads.office"), width: 120, render: (one) => office(one.office) },
            { key: "at", title: t("casework.openedOn"), width: 150, render: ({ at }) => <Time at={at} /> },
          ]}
        />
      )}
      <Cases label={t("cases.tabSupervision")} items={cases} addressOf={(id) => `/cases/${id}`} />
      <Cases label={t("casework.title")} items={handled} addressOf={(id) => `/cases/handled/${id}`} />
    </Section>
  );
}

interface CasesProperties {
  readonly label: string;
  readonly items: LawNoticeDetail["cases"];
  readonly addressOf: (id: string) => string;
}

function Cases({ label, items, addressOf }: CasesProperties) {
  const { t, format } = useLanguage();
  const office = useShortOfficeName();
  if (items.length === 0) return null;
  return (
    <ListTable
      label={label}
      items={items}
      idOf={({ id }) => id}
      columns={[
        { key: "number", title: label, render: ({ id, number }) => <Link to={addressOf(id)}>{number}</Link> },
        { key: "office", title: t("leads.office"), width: 120, render: (one) => office(one.office) },
        { key: "at", title: t("casework.openedOn"), width: 150, render: ({ at }) => format.day(at.slice(0, 10)) },
      ]}
    />
  );
}

function Decide({ detail: { notice } }: { readonly detail: LawNoticeDetail }) {
  const { t } = useLanguage();
  const judge = useJudgeLawNotice(notice.id);
  const [decision, setDecision] = useState<"right" | "must-change" | null>(null);
  if (!notice.mayJudge)
    return notice.status === "open" || notice.status === "must-change" ? <span className="muted">{t("lawUse.mayNot")}</span> : null;
  return (
    <>
      {notice.status === "open" && <Button onClick={() => setDecision("must-change")}>{t("lawUse.mustChange")}</Button>}
      <Button type="primary" onClick={() => setDecision("right")}>
        {t("lawUse.right")}
      </Button>
      {decision !== null && (
        <ReasonDialog
          title={t(decision === "right" ? "lawUse.right" : "lawUse.mustChange")}
          step={judge}
          orderOf={(reason) => ({ number: notice.number, decision, reason })}
          onEnd={() => setDecision(null)}
        >
          <p>{t(decision === "right" ? "lawUse.rightAbout" : "lawUse.mustChangeAbout")}</p>
        </ReasonDialog>
      )}
    </>
  );
}
