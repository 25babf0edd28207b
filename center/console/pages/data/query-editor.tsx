import type { QueryTables, SavedQueryView } from "@yuejian/contracts/api";
import { Button, Checkbox, Input, Popover } from "antd";
import { type KeyboardEvent, useMemo, useState } from "react";
import { type QueryValues, usePlanQuery, useSaveQuery } from "../../api/queries.ts";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { QueryParameters } from "./query-parameters.tsx";

interface EditorProperties {
  readonly sql: string;
  readonly tables: QueryTables;
  readonly saved: SavedQueryView | null;
  /** Of its parameters. */
  readonly names: readonly string[];
  readonly values: QueryValues;
  readonly isStarting: boolean;
  readonly onWrite: (sql: string) => void;
  readonly onValues: (values: QueryValues) => void;
  readonly onRun: () => void;
  readonly onSaved: (query: SavedQueryView) => void;
}

const SUGGESTED = 8;

export function QueryEditor(properties: EditorProperties) {
  const { sql, tables, saved, names, values, isStarting, onWrite, onValues, onRun, onSaved } = properties;
  const { t, format } = useLanguage();
  const plan = usePlanQuery(usePurposeId());
  const [at, setAt] = useState(sql.length);
  const suggestions = useSuggestions(tables, sql, at);
  const begun = wordBefore(sql, at);
  const complete = (word: string) => {
    onWrite(sql.slice(0, at - begun.length) + word + sql.slice(at));
    setAt(at - begun.length + word.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (isReady) onRun();
    }
    const [first] = suggestions;
    if (event.key === "Tab" && first !== undefined && begun !== "") {
      event.preventDefault();
      complete(first);
    }
  };
  const isReady = sql.trim() !== "" && names.every((name) => values[name] !== undefined);
  return (
    <Section
      title={saved ? saved.name : t("queries.editor")}
      hint={`${t(tables.dialect === "duckdb" ? "queries.ofDuckdb" : "queries.ofPostgresql")} · ${t("queries.runKeys")}`}
      actions={
        <>
          <Button size="small" disabled={!isReady} loading={plan.isPending} onClick={() => plan.mutate({ sql, values })}>
            {t("queries.explain")}
          </Button>
          <SaveButton key={saved?.id ?? ""} sql={sql} values={values} saved={saved} onSaved={onSaved} />
          <Button size="small" type="primary" disabled={!isReady} loading={isStarting} onClick={onRun}>
            {t("queries.run")}
          </Button>
        </>
      }
    >
      <div className="query-text">
        <Input.TextArea
          value={sql}
          spellCheck={false}
          autoSize={{ minRows: 6, maxRows: 20 }}
          placeholder={t("queries.placeholder")}
          aria-label={t("queries.editor")}
          onChange={(event) => {
            onWrite(event.target.value);
            setAt(event.target.selectionStart);
          }}
          onSelect={(event) => setAt(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="query-hints">
        {suggestions.map((word) => (
          <button key={word} type="button" tabIndex={-1} className="query-word" onClick={() => complete(word)}>
            <code>{word}</code>
          </button>
        ))}
      </div>
      <QueryParameters names={names} values={values} onChange={onValues} />
      {plan.error && <ErrorNotice error={plan.error} />}
      {plan.data && (
        <p className="muted">
          {t("queries.plan", {
            scanned: format.count(plan.data.estimate.scanned),
            widest: format.count(plan.data.estimate.widest),
            step: plan.data.estimate.step,
          })}
        </p>
      )}
    </Section>
  );
}

function wordBefore(sql: string, at: number): string {
  return /[\p{L}_][\p{L}\p{N}_]*$/u.exec(sql.slice(0, at))?.[0] ?? "";
}

/** Names that go on as the word before the cursor begins: of the datasets, and of columns, those of named datasets first. */
function useSuggestions(tables: QueryTables, sql: string, at: number): readonly string[] {
  const begun = wordBefore(sql, at).toLowerCase();
  return useMemo(() => {
    if (begun.length < 2) return [];
    const named = tables.items.filter(({ name }) => sql.includes(name));
    const words = [...named.flatMap(({ columns }) => columns.map(({ name }) => name)), ...tables.items.map(({ name }) => name)];
    return [...new Set(words)].filter((word) => word.startsWith(begun) && word !== begun).slice(0, SUGGESTED);
  }, [tables, sql, begun]);
}

interface SaveProperties {
  readonly sql: string;
  readonly values: QueryValues;
  readonly saved: SavedQueryView | null;
  readonly onSaved: (query: SavedQueryView) => void;
}

function SaveButton({ sql, values, saved, onSaved }: SaveProperties) {
  const { t } = useLanguage();
  const { user } = useSession();
  const save = useSaveQuery();
  const own = saved?.owner === user.id ? saved : null;
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(own?.name ?? "");
  const [isShared, setShared] = useState(own?.isShared ?? false);
  const keep = () =>
    save.mutate(
      { id: own?.id ?? null, version: own?.version ?? 1, name: name.trim(), note: own?.note ?? "", sql, isShared, values },
      {
        onSuccess: (query) => {
          setOpen(false);
          onSaved(query);
        },
      },
    );
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className="stack" style={{ width: 260, gap: 8 }}>
          <Input
            value={name}
            maxLength={80}
            placeholder={t("queries.saveAs")}
            aria-label={t("queries.saveAs")}
            onChange={(event) => setName(event.target.value)}
          />
          <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)}>
            {t("queries.shared")}
          </Checkbox>
          {save.error && <ErrorNotice error={save.error} />}
          <Button type="primary" block disabled={name.trim() === ""} loading={save.isPending} onClick={keep}>
            {t("queries.save")}
          </Button>
        </div>
      }
    >
      <Button size="small" disabled={sql.trim() === ""}>
        {t("queries.save")}
      </Button>
    </Popover>
  );
}
