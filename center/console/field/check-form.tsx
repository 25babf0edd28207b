import { FIELD_FINDINGS, FIELD_LIMITS, type FieldFinding, type Text, YuejianError } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import { bindRecord } from "./bind-record.ts";
import { BoundRecord } from "./bound-record.tsx";
import { deviceSigner } from "./device-key.ts";
import type { Draft, KeptTasks } from "./device-store.ts";
import { OutlineSketch } from "./outline-sketch.tsx";
import type { Person } from "./person.ts";
import { PhotoList } from "./photo-list.tsx";
import { PositionSection } from "./position-section.tsx";
import { SignatureSection } from "./signature-section.tsx";
import type { Field } from "./use-field.ts";

interface Properties {
  readonly task: FieldCheckView;
  readonly person: Person;
  readonly tasks: KeptTasks;
  readonly draft: Draft;
  readonly field: Field;
  readonly onEnd: () => void;
}

/** One check, captured step by step; each step is on the device before the next begins. */
export function CheckForm({ task, person, tasks, draft: first, field, onEnd }: Properties) {
  const { t, text } = useLanguage();
  const [draft, setDraft] = useState(first);
  const [failure, setFailure] = useState<Text | null>(null);
  // Sending notes its problems in what is kept.
  const kept = field.drafts.find(({ check }) => check === task.id);
  const problem = kept?.problem ?? null;
  const isFixed = draft.bound !== null;
  const change = async (changed: Partial<Draft>): Promise<boolean> => {
    const next = { ...draft, ...changed };
    setDraft(next);
    try {
      await field.save(next);
      setFailure(null);
      return true;
    } catch (error) {
      setDraft(draft);
      setFailure(notKept(error));
      return false;
    }
  };
  const bind = async () => {
    const bound = await bindRecord(draft, { task, person, signer: await deviceSigner() });
    if (await change({ bound, problem: null })) await field.refresh();
  };
  return (
    <>
      <button type="button" onClick={onEnd}>
        ← {t("field.back")}
      </button>
      <section className="field-card">
        <strong>{task.violationName}</strong>
        <span>{t("field.images", { kind: text(task.classTitle), mu: task.areaMu })}</span>
        {task.words && <span>{task.words}</span>}
        <OutlineSketch task={task} position={draft.position} />
      </section>
      <PositionSection task={task} position={draft.position} isFixed={isFixed} onChange={(position) => void change({ position })} />
      <PhotoList photos={draft.photos} limit={tasks.limits.photos} isFixed={isFixed} onChange={(photos) => void change({ photos })} />
      <fieldset className="field-card" disabled={isFixed}>
        <legend>{t("field.finding")}</legend>
        {Object.entries(FIELD_FINDINGS).map(([id, title]) => (
          <label key={id} className="field-choice">
            <input
              type="radio"
              name="finding"
              value={id}
              checked={draft.finding === id}
              onChange={() => void change({ finding: id as FieldFinding })}
            />
            {text(title)}
          </label>
        ))}
        {draft.finding === "confirmed" && (
          <label>
            {t("field.class")}
            <select value={draft.class ?? ""} onChange={(event) => void change({ class: event.target.value || null })}>
              <option value="">{t("field.chooseClass")}</option>
              {tasks.classes.map(({ id, title }) => (
                <option key={id} value={id}>
                  {text(title)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t("field.note")}
          <textarea
            rows={4}
            maxLength={FIELD_LIMITS.note}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.target.value })}
            onBlur={() => void change({})}
          />
        </label>
      </fieldset>
      <SignatureSection
        person={person}
        signatures={draft.signatures}
        isFixed={isFixed}
        onChange={(signatures) => void change({ signatures })}
      />
      {failure && (
        <p className="field-notice" role="alert">
          {text(failure)}
        </p>
      )}
      {draft.bound === null ? (
        <Finish draft={draft} onBind={bind} onFailed={(error) => setFailure(notKept(error))} />
      ) : (
        <BoundRecord
          draft={draft}
          bound={draft.bound}
          problem={problem}
          isSent={kept === undefined}
          sending={field.sending?.check === task.id ? field.sending : null}
          onSend={field.refresh}
          onUnbind={() => void change({ bound: null, problem: null })}
        />
      )}
      {kept && (
        <button
          type="button"
          className="danger"
          onClick={() => {
            if (confirm(t("field.discardSure"))) void field.discard(task.id).then(onEnd);
          }}
        >
          {t("field.discard")}
        </button>
      )}
    </>
  );
}

function notKept(error: unknown): Text {
  if (error instanceof YuejianError) return { zh: error.textFor("zh"), en: error.textFor("en") };
  const why = error instanceof Error ? error.name : String(error);
  return {
    zh: `设备没有保存成功（${why}）：请腾出空间后重试，刚才的内容没有存下`,
    en: `The device did not keep it (${why}): free some space and try again; the last step was not kept`,
  };
}

interface FinishProperties {
  readonly draft: Draft;
  readonly onBind: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

/** What is still missing is said before anything is signed. */
function Finish({ draft, onBind, onFailed }: FinishProperties) {
  const { t } = useLanguage();
  const { photos, finding, signatures } = draft;
  const missing = [
    photos.length === 0 && t("field.takePhoto"),
    finding === null && t("field.finding"),
    finding === "confirmed" && draft.class === null && t("field.class"),
    signatures.every(({ role }) => role !== "checker") && t("field.signature"),
  ].filter((each) => each !== false);
  return (
    <div className="field-bar">
      <button type="button" className="primary" disabled={missing.length > 0} onClick={() => void onBind().catch(onFailed)}>
        {t("field.bind")}
      </button>
      {missing.length > 0 && <span className="muted">{t("field.missing", { list: missing.join("、") })}</span>}
    </div>
  );
}
