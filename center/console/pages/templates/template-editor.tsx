import { isStepDocument, type TemplateTexts } from "@yuejian/contracts";
import type { TemplateView } from "@yuejian/contracts/api";
import { App, Button, Input } from "antd";
import { useId, useState } from "react";
import { useSetTemplate, useTemplatePreview, useTemplateVersion } from "../../api/instruments.ts";
import { Section } from "../../kit/layout.tsx";
import { OfficialSheet } from "../../kit/official-sheet.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Properties {
  readonly office: string;
  readonly template: TemplateView;
  readonly mayEdit: boolean;
}

/** One template: its texts, the fields they may name, a sample, and the versions before. What was typed stays when somebody else was first. */
export function TemplateEditor({ office, template, mayEdit }: Properties) {
  const { t, locale } = useLanguage();
  const { message } = App.useApp();
  const { kind, version, fields } = template;
  const [typed, setTyped] = useState<TemplateTexts | null>(null);
  const [note, setNote] = useState("");
  const preview = useTemplatePreview(office, kind);
  const save = useSetTemplate(office, kind);
  const texts = typed ?? template.texts;
  const change = (member: keyof TemplateTexts, value: string) => {
    save.reset();
    setTyped({ ...texts, [member]: value });
  };
  const isPaper = kind === "reply-receipt" || kind === "look-back-report" || isStepDocument(kind);
  const send = () =>
    save.mutate(
      { version, texts, note },
      {
        onSuccess: () => {
          setTyped(null);
          setNote("");
          void message.success(t("templates.saved", { n: version + 1 }));
        },
      },
    );
  return (
    <div className="columns">
      <div>
        <Section title={version === 0 ? t("templates.house") : t("templates.version", { n: version })}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            {!mayEdit && <p className="muted">{t("templates.readOnly")}</p>}
            <TextField
              label={t("templates.heading")}
              rows={1}
              value={texts.title}
              mayEdit={mayEdit}
              onChange={(value) => change("title", value)}
            />
            <TextField
              label={t("templates.text")}
              rows={12}
              value={texts.text}
              mayEdit={mayEdit}
              onChange={(value) => change("text", value)}
            />
            {mayEdit && (
              <div>
                <div className="muted">{t("templates.fields")}</div>
                <div className="bar" style={{ margin: 0 }}>
                  {fields.map(({ name, zh, en, isBlock }) => (
                    <Button
                      key={name}
                      size="small"
                      title={en}
                      onClick={() => change("text", `${texts.text}${isBlock ? "\n" : ""}{{${locale === "zh" ? zh : name}}}`)}
                    >
                      {`{{${locale === "zh" ? zh : name}}}`}
                    </Button>
                  ))}
                </div>
              </div>
            )}
            <TextField
              label={t("templates.copies")}
              rows={1}
              value={texts.copies}
              mayEdit={mayEdit}
              onChange={(value) => change("copies", value)}
            />
            {!isPaper && (
              <TextField
                label={t("templates.outline")}
                rows={6}
                value={texts.outline}
                mayEdit={mayEdit}
                onChange={(value) => change("outline", value)}
              />
            )}
            {mayEdit && <TextField label={t("templates.note")} rows={1} value={note} mayEdit onChange={setNote} />}
            {save.error && <ErrorNotice error={save.error} />}
            {preview.error && <ErrorNotice error={preview.error} />}
            <div className="bar" style={{ margin: 0 }}>
              {mayEdit && (
                <Button type="primary" htmlType="submit" disabled={typed === null} loading={save.isPending}>
                  {t("templates.save")}
                </Button>
              )}
              <Button loading={preview.isPending} onClick={() => preview.mutate(texts)}>
                {t("templates.preview")}
              </Button>
            </div>
          </form>
        </Section>
        <Versions office={office} template={template} onTake={mayEdit ? setTyped : null} />
      </div>
      <div>{preview.data && <OfficialSheet document={preview.data} />}</div>
    </div>
  );
}

function Versions({
  office,
  template,
  onTake,
}: {
  readonly office: string;
  readonly template: TemplateView;
  readonly onTake: ((texts: TemplateTexts) => void) | null;
}) {
  const { t } = useLanguage();
  const take = useTemplateVersion(office, template.kind);
  const fetch = (version: number) => take.mutate(version, { onSuccess: ({ texts }) => onTake?.(texts) });
  return (
    <Section title={t("templates.history")}>
      <div className="stack">
        {template.versions.toReversed().map(({ version, setByName, setAt, note }) => (
          <div key={version} data-version={version}>
            <strong>{t("templates.version", { n: version })}</strong>{" "}
            <span className="muted">
              {setByName} · <Time at={setAt} /> {note}
            </span>{" "}
            {onTake && (
              <Button size="small" onClick={() => fetch(version)}>
                {t("templates.take")}
              </Button>
            )}
          </div>
        ))}
        <div>
          <strong>{t("templates.house")}</strong>{" "}
          {onTake && (
            <Button size="small" onClick={() => fetch(0)}>
              {t("templates.take")}
            </Button>
          )}
        </div>
        {take.error && <ErrorNotice error={take.error} />}
      </div>
    </Section>
  );
}

interface FieldProperties {
  readonly label: string;
  readonly rows: number;
  readonly value: string;
  readonly mayEdit: boolean;
  readonly onChange: (value: string) => void;
}

function TextField({ label, rows, value, mayEdit, onChange }: FieldProperties) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === 1 ? (
        <Input id={id} value={value} readOnly={!mayEdit} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea id={id} rows={rows} value={value} readOnly={!mayEdit} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  );
}
