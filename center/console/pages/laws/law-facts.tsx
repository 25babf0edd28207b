import { LAW_LEVELS } from "@yuejian/contracts";
import type { LawTextView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { Bullets, type Fact, Facts, Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { LawsChange, LawsSearch } from "./laws-search.ts";

interface LawFactsProperties {
  readonly view: LawTextView;
  readonly search: LawsSearch;
  readonly set: (change: LawsChange) => void;
}

/** What is known of the wording that is shown, its sisters, and its contents. */
export function LawFacts({ view, search, set }: LawFactsProperties) {
  const { t, text } = useLanguage();
  const { law, version, history, documentNumber } = view;
  const force = (from: string | null, until: string | null): string =>
    from === null ? t("laws.unknownDay") : until === null ? t("laws.since", { from }) : t("laws.until", { from, until });
  const facts: Fact[] = [
    [t("laws.level"), text(LAW_LEVELS[law.level])],
    ...(law.issuer === "" ? [] : [[t("laws.issuer"), law.issuer] as const]),
    ...(documentNumber === "" ? [] : [[t("laws.number"), documentNumber] as const]),
    [t("laws.force"), force(version.effectiveOn, version.until)],
  ];
  const divisions = outlineOf(view);
  return (
    <>
      <Section title={t("laws.about_")}>
        <Facts items={facts} />
        {law.repealed && <p className="notice attention">{t("laws.repealed", { day: law.repealed.on, by: law.repealed.by })}</p>}
      </Section>
      <Section title={t("laws.wordings")}>
        {law.versions.toReversed().map(({ id, versionOn, effectiveOn, until }) => (
          <div key={id} className="laws-wording">
            <span className="number">
              {versionOn ?? "?"} · {force(effectiveOn, until)}
            </span>
            {id === version.id ? (
              <span className="muted">{t("laws.shown")}</span>
            ) : (
              <span className="actions">
                <Button
                  size="small"
                  disabled={effectiveOn === null}
                  onClick={() => set({ on: effectiveOn ?? undefined, with: undefined, through: undefined })}
                >
                  {t("laws.read")}
                </Button>
                <Button size="small" type={search.with === id ? "primary" : "default"} onClick={() => set({ with: id })}>
                  {t("laws.compare")}
                </Button>
              </span>
            )}
          </div>
        ))}
      </Section>
      {history.length > 0 && (
        <Section title={t("laws.history")}>
          <Bullets items={history.map(({ on, by }) => `${on} ${by}`)} />
        </Section>
      )}
      {divisions.length > 0 && (
        <Section title={t("laws.outline")}>
          <ul className="laws-outline">
            {divisions.map(({ title, depth, key }) => (
              <li key={`${key} ${title}`} style={{ paddingLeft: depth * 14 }}>
                <button type="button" onClick={() => set({ article: key, with: undefined, through: undefined })}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Divisions in order, each with the key of its first article. */
function outlineOf({ articles }: LawTextView): { readonly title: string; readonly depth: number; readonly key: string }[] {
  return articles.flatMap(({ divisions, key }, at) =>
    divisions.flatMap(({ title }, depth) => (articles[at - 1]?.divisions[depth]?.title === title ? [] : [{ title, depth, key }])),
  );
}
