import type { CatalogueNote } from "@yuejian/contracts/api";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useNoteHistory, useWriteNote } from "../../api/catalogue.ts";
import { useMay, useSession } from "../../api/session.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface NotesProperties {
  readonly dataset: string;
  /** Null: of the dataset itself. */
  readonly column: string | null;
  readonly title: string;
  readonly notes: readonly CatalogueNote[];
}

/** What offices say about a dataset or column; the reader's own office may say something else. */
export function CatalogueNotes({ dataset, column, title, notes }: NotesProperties) {
  const { t } = useLanguage();
  const mayWrite = useMay("catalogue.manage");
  const [isWriting, setWriting] = useState(false);
  const [isLookingBack, setLookingBack] = useState(false);
  return (
    <div className="stack">
      {notes.length === 0 && <span className="missing">{t("catalogued.noNotes")}</span>}
      {notes.map((note) => (
        <NoteText key={note.id} note={note} />
      ))}
      {isLookingBack && <Versions dataset={dataset} column={column} />}
      {isWriting ? (
        <NoteForm dataset={dataset} column={column} title={title} onDone={() => setWriting(false)} />
      ) : (
        <div className="bar" style={{ margin: 0 }}>
          {mayWrite && (
            <Button size="small" onClick={() => setWriting(true)} aria-label={t("catalogued.editOf", { what: title })}>
              {t("catalogued.edit")}
            </Button>
          )}
          <Button size="small" type="link" aria-expanded={isLookingBack} onClick={() => setLookingBack(!isLookingBack)}>
            {t("catalogued.history")}
          </Button>
        </div>
      )}
    </div>
  );
}

function NoteText({ note: { office, version, meaning, tags, legalBasis, refreshDays, by, at } }: { readonly note: CatalogueNote }) {
  const { t } = useLanguage();
  const officeName = useOfficeName();
  const isWithdrawn = meaning === "" && tags.length === 0 && legalBasis === null && refreshDays === null;
  return (
    <div>
      <span className="comment-text">{isWithdrawn ? t("catalogued.withdrawn") : meaning}</span>{" "}
      {tags.map((tag) => (
        <span key={tag} className="tag quiet">
          {tag}
        </span>
      ))}
      {legalBasis !== null && (
        <div>
          {t("catalogued.legalBasis")} {legalBasis}
        </div>
      )}
      {refreshDays !== null && (
        <div>
          {t("catalogued.refreshDays")} {refreshDays}
        </div>
      )}
      <div className="muted">
        {officeName(office)} · {by} · {t("catalogued.version", { n: version })} · <Time at={at} />
      </div>
    </div>
  );
}

function Versions({ dataset, column }: Pick<NotesProperties, "dataset" | "column">) {
  const history = useNoteHistory(dataset, column, true);
  return (
    <ul className="timeline">
      {(history.data?.items ?? []).map((note) => (
        <li key={note.id}>
          <NoteText note={note} />
        </li>
      ))}
    </ul>
  );
}

interface Values {
  meaning: string;
  tags: string[];
  legalBasis?: string;
  refreshDays?: number | null;
}

/** Begins with what the person's own office said last; that version is named to the server, so that nothing unseen is overwritten. */
function NoteForm({ dataset, column, title, onDone }: Omit<NotesProperties, "notes"> & { readonly onDone: () => void }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const history = useNoteHistory(dataset, column, true);
  const write = useWriteNote(dataset);
  if (history.data === undefined) return history.error ? <ErrorNotice error={history.error} /> : null;
  const own = history.data.items.find(({ office }) => office === user.office);
  const send = ({ meaning, tags, legalBasis, refreshDays }: Values) =>
    write.mutate(
      {
        column,
        version: own?.version ?? 0,
        meaning: meaning ?? "",
        tags: tags ?? [],
        ...(column === null ? { legalBasis: legalBasis?.trim() || null, refreshDays: refreshDays ?? null } : {}),
      },
      { onSuccess: onDone },
    );
  return (
    <Form<Values>
      layout="vertical"
      requiredMark={false}
      aria-label={t("catalogued.editOf", { what: title })}
      initialValues={{
        meaning: own?.meaning ?? "",
        tags: own?.tags ?? [],
        legalBasis: own?.legalBasis ?? "",
        refreshDays: own?.refreshDays ?? null,
      }}
      onFinish={send}
      style={{ maxWidth: 640 }}
    >
      {write.error && <ErrorNotice error={write.error} />}
      <Form.Item name="meaning" label={t("catalogued.editOf", { what: title })} extra={t("catalogued.noPersonal")}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} autoFocus />
      </Form.Item>
      <Form.Item name="tags" label={t("catalogued.tags")}>
        <Select mode="tags" maxCount={20} open={false} suffixIcon={null} tokenSeparators={["，", ",", "、"]} />
      </Form.Item>
      {column === null && (
        <>
          <Form.Item name="legalBasis" label={t("catalogued.legalBasis")}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="refreshDays" label={t("catalogued.refreshDays")}>
            <InputNumber min={1} max={3660} precision={0} />
          </Form.Item>
        </>
      )}
      <div className="bar" style={{ margin: 0 }}>
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {t("catalogued.save")}
        </Button>
        <Button onClick={onDone}>{t("catalogued.cancel")}</Button>
      </div>
    </Form>
  );
}
