import { Link } from "@tanstack/react-router";
import type { ViolationDetailView } from "@yuejian/contracts/api";
import { useViolation } from "../../api/farmland.ts";
import { DocumentButtons } from "../../kit/document-buttons.tsx";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Bullets, type Fact, Facts, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { FieldChecks } from "./field-checks.tsx";
import { IndexCurve } from "./index-curve.tsx";

export const ELEMENT_KEYS = {
  reached: "farmland.reached",
  "not-reached": "farmland.notReached",
  "cannot-tell": "farmland.cannotTell",
} as const satisfies Record<string, MessageKey>;

export const CONFIDENCE_KEYS = {
  possible: "farmland.possible",
  probable: "farmland.probable",
  confirmed: "farmland.confirmed",
} as const satisfies Record<string, MessageKey>;

const AGAINST_KEYS = { above: "farmland.above", below: "farmland.below", "cannot-tell": "farmland.cannotTell" } as const;
const KIND_KEYS: Readonly<Record<string, "farmland.basic" | "farmland.other">> = { basic: "farmland.basic", other: "farmland.other" };

/** One violation: pictures before and after, curve, area against the limits, parcels, approvals, proof. */
export function ViolationPanel({ id }: { readonly id: string | undefined }) {
  const { t } = useLanguage();
  const found = useViolation(id);
  if (id === undefined)
    return (
      <Section title={t("farmland.detail")}>
        <p className="muted">{t("farmland.choose")}</p>
      </Section>
    );
  return (
    <PageState query={found}>
      {(detail) => (
        <>
          <Panel detail={detail} />
          <FieldChecks key={id} violation={id} office={detail.violation.office} />
        </>
      )}
    </PageState>
  );
}

function Panel({ detail }: { readonly detail: ViolationDetailView }) {
  const { t, text } = useLanguage();
  const { violation, curve, doubts } = detail;
  return (
    <Section
      title={violation.name}
      actions={
        violation.lead && (
          <>
            <Link to="/leads/$lead" params={{ lead: violation.lead.id }}>
              {t("farmland.openLead")}
            </Link>
            {violation.lead.caseId !== null && (
              <Link to="/cases/$case" params={{ case: violation.lead.caseId }}>
                {t("farmland.openCase")}
              </Link>
            )}
          </>
        )
      }
    >
      <div className="stack">
        <div className="farmland-pictures">
          <Picture detail={detail} which="before" />
          <Picture detail={detail} which="after" />
        </div>
        <IndexCurve
          label={t("farmland.curveOf", { place: violation.name })}
          points={curve}
          changedAfter={violation.changedAfter}
          changedBy={violation.changedBy}
        />
        <Facts items={useFacts(detail)} />
        {doubts.length > 0 && (
          <>
            <strong>{t("farmland.doubts")}</strong>
            <Bullets items={doubts.map((doubt) => text(doubt))} />
          </>
        )}
        <DocumentButtons
          path={`/api/farmland/violations/${violation.id}/report`}
          fileName={violation.id}
          words={{ docx: t("farmland.reportWord"), pdf: t("farmland.reportPdf") }}
        />
        <p className="muted">{text(detail.note)}</p>
      </div>
    </Section>
  );
}

function Picture({ detail, which }: { readonly detail: ViolationDetailView; readonly which: "before" | "after" }) {
  const { t } = useLanguage();
  const date = detail.pictures[which];
  const caption = t(which === "before" ? "farmland.before" : "farmland.after", { date: date ?? "—" });
  return (
    <figure>
      {date === null ? (
        <p className="muted">{t("farmland.noPicture")}</p>
      ) : (
        <img alt={caption} src={`/api/farmland/violations/${detail.violation.id}/pictures/${which}`} />
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function useFacts(detail: ViolationDetailView): readonly Fact[] {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const { violation, limits, parcels, approvalsToCheck, sightings } = detail;
  const { area } = violation;
  const kind = (id: string) => t(KIND_KEYS[id] ?? "farmland.unknownKind");
  return [
    [t("farmland.class"), text(violation.classTitle)],
    [t("farmland.reason"), text(detail.reason)],
    [t("farmland.confidence"), t(CONFIDENCE_KEYS[violation.confidence])],
    [
      t("farmland.changed"),
      t("farmland.between", {
        from: violation.changedAfter ?? t("farmland.unknownDay"),
        to: violation.changedBy ?? t("farmland.unknownDay"),
      }),
    ],
    [
      t("farmland.area"),
      t("farmland.areas", {
        squareMetres: format.count(Math.round(area.squareMetres)),
        error: format.count(Math.round(area.errorSquareMetres)),
        mu: `${area.mu} ± ${area.errorMu}`,
        hectares: area.hectares,
        acres: area.acres,
      }),
    ],
    [
      t("farmland.element"),
      <>
        <strong>{t(ELEMENT_KEYS[violation.areaElement])}</strong>
        <Bullets
          items={limits.map((limit) =>
            t("farmland.against", {
              kind: kind(limit.kind),
              limit: limit.limitMu,
              law: limit.law,
              article: limit.article,
              result: t(AGAINST_KEYS[limit.against]),
            }),
          )}
        />
      </>,
    ],
    [
      t("farmland.parcels"),

      parcels.length === 0 ? (
        t("farmland.noParcels")
      ) : (
        <Bullets items={parcels.map((parcel) => `${parcel.id}（${kind(parcel.kind)}）${parcel.areaMu} ± ${parcel.areaErrorMu}`)} />
      ),
    ],
    [
      t("farmland.approvals"),

      approvalsToCheck.length === 0 ? t("farmland.approvalsNone") : t("farmland.approvalsCheck", { list: approvalsToCheck.join("、") }),
    ],
    [
      t("farmland.restored"),
      violation.restored === null
        ? t("farmland.notMeasured")
        : t("farmland.restoredAs", { verdict: text(violation.restored.title), mu: violation.restored.mu, to: violation.restored.to }),
    ],
    [t("farmland.office"), officeName(violation.office)],
    [
      t("farmland.seen"),
      <Bullets
        items={sightings.map(({ run, areaMu, confidence }) =>
          t("farmland.seenBy", {
            run,
            mu: areaMu,
            confidence: t(CONFIDENCE_KEYS[confidence as keyof typeof CONFIDENCE_KEYS]),
          }),
        )}
      />,
    ],
    [t("farmland.ledger"), <EntryLink index={detail.ledgerIndex} />],
  ];
}
