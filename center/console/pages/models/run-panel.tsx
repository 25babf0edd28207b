import { Link } from "@tanstack/react-router";
import type { ModelView } from "@yuejian/contracts/api";
import { Button, Form, Input, InputNumber, Switch } from "antd";
import { useState } from "react";
import { type ParameterValues, useRunModel } from "../../api/models.ts";
import { useMay } from "../../api/session.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { isRunResult, RunSummary } from "./run-result.tsx";

type Parameter = ModelView["parameters"][number];

/** Parameters with their legal numbers, «run now», then the job. */
export function RunPanel({ model }: { readonly model: ModelView }) {
  const { t, text } = useLanguage();
  const mayRun = useMay("model.run");
  const run = useRunModel(model.summary.id);
  const [job, setJob] = useState<string | null>(null);
  const start = (values: ParameterValues) => {
    const chosen = Object.fromEntries(model.parameters.map((each) => [each.name, storedValue(each, values[each.name] ?? null)]));
    run.mutate(chosen, { onSuccess: (started) => setJob(started.id) });
  };
  return (
    <Section title={t("models.run")}>
      <Form<ParameterValues>
        layout="vertical"
        size="small"
        requiredMark={false}
        disabled={!mayRun}
        initialValues={Object.fromEntries(model.parameters.map((each) => [each.name, shownValue(each)]))}
        onFinish={start}
      >
        {model.parameters.length === 0 && <p className="muted">{t("models.noParameters")}</p>}
        {model.parameters.map((each) => (
          <Form.Item
            key={each.name}
            name={each.name}
            label={text(each.title)}
            extra={each.legalNumber ? t("models.fromLaw", { id: each.legalNumber }) : undefined}
            valuePropName={each.type === "boolean" ? "checked" : "value"}
            style={{ marginBottom: 10 }}
          >
            <ParameterInput parameter={each} />
          </Form.Item>
        ))}
        {run.error && <ErrorNotice error={run.error} />}
        {mayRun ? (
          <Button type="primary" size="middle" htmlType="submit" loading={run.isPending}>
            {t("models.runNow")}
          </Button>
        ) : (
          <p className="muted">{t("models.mayNotRun")}</p>
        )}
      </Form>
      {job && (
        <div style={{ marginTop: 12 }}>
          <JobProgress id={job}>
            {({ result }) => (
              <div className="stack">
                {isRunResult(result) && <RunSummary run={result} />}
                <Link to="/leads" search={{ model: model.summary.id }}>
                  {t("models.toLeads")}
                </Link>
              </div>
            )}
          </JobProgress>
        </div>
      )}
    </Section>
  );
}

/** Amounts are typed in yuan and stored in fen. */
const shownValue = (parameter: Parameter) =>
  parameter.type === "amount" && typeof parameter.default === "number" ? parameter.default / 100 : parameter.default;

const storedValue = (parameter: Parameter, value: string | number | boolean | null) =>
  parameter.type === "amount" && typeof value === "number" ? Math.round(value * 100) : value;

function ParameterInput({ parameter, ...bound }: { readonly parameter: Parameter; readonly id?: string }) {
  const { t } = useLanguage();
  if (parameter.type === "boolean") return <Switch size="small" {...bound} />;
  if (parameter.type === "amount") return <InputNumber {...bound} style={{ width: "100%" }} precision={2} suffix={t("cell.yuan")} />;
  if (parameter.type === "integer") return <InputNumber {...bound} style={{ width: "100%" }} precision={0} />;
  if (parameter.type === "decimal") return <InputNumber {...bound} style={{ width: "100%" }} />;
  return <Input {...bound} placeholder={parameter.type === "date" ? "YYYY-MM-DD" : ""} />;
}
