import { APPROVAL_LEVELS, type ApprovalLevel, LEVELS_RISING } from "@yuejian/contracts";
import type { InstrumentKinds } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { useState } from "react";
import { useInstrumentKinds, useSetLevels } from "../../api/case-settings.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Kind = InstrumentKinds["items"][number];

const FROM = { office: "caseSettings.office", house: "caseSettings.house", kind: "caseSettings.ofKind" } as const;

export function LevelsSection({ office }: { readonly office: string | undefined }) {
  const { t } = useLanguage();
  const kinds = useInstrumentKinds(office);
  const setting = useSetLevels();
  const set = (kind: string, levels: readonly ApprovalLevel[]) =>
    setting.mutate({ kind, levels, ...(office === undefined ? {} : { office }) });
  return (
    <Section title={t("caseSettings.levels")} hint={t("caseSettings.levelsHint")}>
      {setting.error && <ErrorNotice error={setting.error} />}
      <PageState query={kinds}>
        {({ items }) => (
          <div className="stack" style={{ gap: 14 }}>
            {items.map((kind) => (
              <KindLevels
                key={`${kind.kind} ${kind.levels.join()}`}
                kind={kind}
                office={office}
                onSet={set}
                isPending={setting.isPending}
              />
            ))}
          </div>
        )}
      </PageState>
    </Section>
  );
}

interface KindProperties {
  readonly kind: Kind;
  readonly office: string | undefined;
  readonly isPending: boolean;
  readonly onSet: (kind: string, levels: readonly ApprovalLevel[]) => void;
}

function KindLevels({ kind: { kind, title, levels, levelsFrom }, office, isPending, onSet }: KindProperties) {
  const { t, text } = useLanguage();
  const mayConfigure = useMay("case.configure");
  const [chosen, setChosen] = useState<readonly ApprovalLevel[]>(levels);
  const rising = LEVELS_RISING.filter((level) => chosen.includes(level));
  const isChanged = rising.join() !== levels.join();
  return (
    <div className="field" data-kind={kind}>
      <span className="label">
        {text(title)} · {t("caseSettings.who")} {t(FROM[levelsFrom])}
      </span>
      <div className="bar" style={{ margin: 0 }}>
        <Select
          mode="multiple"
          style={{ width: "min(420px, 100%)" }}
          aria-label={text(title)}
          disabled={!mayConfigure}
          value={[...rising]}
          options={LEVELS_RISING.map((value) => ({ value, label: text(APPROVAL_LEVELS[value]) }))}
          onChange={setChosen}
        />
        {mayConfigure && (
          <Button disabled={!isChanged || rising.length === 0} loading={isPending && isChanged} onClick={() => onSet(kind, rising)}>
            {t("caseSettings.save")}
          </Button>
        )}
        {mayConfigure && office !== undefined && levelsFrom === "office" && (
          <Button onClick={() => onSet(kind, [])}>{t("caseSettings.reset")}</Button>
        )}
      </div>
    </div>
  );
}
