import { useParams } from "@tanstack/react-router";
import { BUSINESS_LINES } from "@yuejian/contracts";
import type { ModelView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useModel } from "../../api/models.ts";
import { CitedText } from "../../kit/cited-text.tsx";
import { Bullets, Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ModelInputs } from "./model-inputs.tsx";
import { ModelRuns } from "./model-runs.tsx";
import { ModelSampling } from "./model-sampling.tsx";
import { ModelStopped } from "./model-stopped.tsx";
import { Precision, Recall } from "./precision.tsx";
import { RunPanel } from "./run-panel.tsx";

export function ModelPage() {
  const { model } = useParams({ from: "/frame/models/$model" });
  const { text } = useLanguage();
  const view = useModel(model);
  usePageTitle(view.data ? text(view.data.summary.title) : undefined);
  return <PageState query={view}>{(data) => <ModelContent model={data} />}</PageState>;
}

function ModelContent({ model }: { readonly model: ModelView }) {
  const { t, text } = useLanguage();
  const { summary } = model;
  return (
    <>
      <PageHeader
        title={
          <>
            {text(summary.title)} <DataClassTag dataClass={summary.dataClass} />
          </>
        }
        about={text(summary.summary)}
      />
      <div className="columns">
        <div>
          <Section title={t("models.findsTitle")}>
            <Facts
              items={[
                [t("models.finds"), text(model.finds)],
                [t("models.cannotFind"), text(model.cannotFind)],
                [t("models.byHand"), text(model.verifyByHand)],
              ]}
            />
          </Section>
          <Rule model={model} />
          <ModelInputs model={model} />
          <ModelSampling model={summary.id} />
          <ModelRuns model={model} />
        </div>
        <div>
          <ModelStopped model={summary.id} />
          <RunPanel model={model} />
          <ModelFacts model={model} />
          <Section title={t("models.legalBasis")}>
            <div className="stack">
              {model.legalBasis.map((basis) => (
                <div key={basis.law + basis.article}>
                  <strong>
                    <CitedText text={t("lead.article", { law: basis.law, article: basis.article })} />
                  </strong>
                  <div className="muted">{text(basis.text)}</div>
                </div>
              ))}
            </div>
          </Section>
          <Section title={t("lead.explanations")}>
            <ul className="stack">
              {model.lawfulExplanations.map((each) => (
                <li key={each.id}>
                  {text(each.title)}
                  <div className="muted">{text(each.howToCheck)}</div>
                </li>
              ))}
            </ul>
          </Section>
          <Section title={t("lead.settledBy")}>
            <Bullets items={model.settledBy.map(text)} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Rule({ model }: { readonly model: ModelView }) {
  const { t, text } = useLanguage();
  const [isData, setData] = useState(false);
  return (
    <Section
      title={t("models.rule")}
      actions={
        <Button size="small" onClick={() => setData(!isData)} aria-expanded={isData}>
          {isData ? t("models.ruleWords") : t("models.ruleData")}
        </Button>
      }
    >
      {isData ? (
        <pre className="data-block">{JSON.stringify(model.rule, null, 2)}</pre>
      ) : (
        <ol className="stack" style={{ gap: 4 }}>
          {model.ruleInWords.map((step) => (
            <li key={step.en}>{text(step)}</li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function ModelFacts({ model }: { readonly model: ModelView }) {
  const { t, text, format } = useLanguage();
  const { summary } = model;
  return (
    <Section title={t("models.facts")}>
      <Facts
        items={[
          [t("models.number"), String(summary.number)],
          [t("models.version"), summary.version],
          [t("models.line"), text(BUSINESS_LINES[summary.businessLine])],
          [t("models.precision"), <Precision key="precision" model={summary} />],
          [t("models.recall"), <Recall key="recall" model={summary} />],
          [t("models.floor"), format.percent(model.precisionFloor, 1)],
        ]}
      />
    </Section>
  );
}
