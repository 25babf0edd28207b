import { useQueryClient } from "@tanstack/react-query";
import type { SavedQueryView } from "@yuejian/contracts/api";
import { useMemo, useState } from "react";
import { type QueryText, type QueryValues, useQueryTables, useStartQuery } from "../../api/queries.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { parameterNames } from "./parameter-names.ts";
import { QueryEditor } from "./query-editor.tsx";
import { PastQueriesList, SavedQueriesList } from "./query-lists.tsx";
import { QueryResult } from "./query-result.tsx";
import { QueryTablesList } from "./query-tables.tsx";
import "./query.css";

const DRAFT_KEY = "yuejian.query";

/** SQL over what the person may see: the datasets at the side, the text, what it costs, what it found. */
export function QueryPage() {
  const { t } = useLanguage();
  usePageTitle(t("queries.title"));
  const client = useQueryClient();
  const purpose = usePurposeId();
  const tables = useQueryTables();
  const start = useStartQuery(purpose);
  const [sql, setSql] = useState(() => sessionStorage.getItem(DRAFT_KEY) ?? "");
  const [saved, setSaved] = useState<SavedQueryView | null>(null);
  const [given, setGiven] = useState<QueryValues>({});
  const names = useMemo(() => parameterNames(sql), [sql]);
  const values = Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const])));
  const [running, setRunning] = useState<{ readonly id: string; readonly text: QueryText } | null>(null);
  const write = (next: string) => {
    sessionStorage.setItem(DRAFT_KEY, next);
    setSql(next);
  };
  const run = (confirmed: boolean) => {
    const text = { sql, values };
    const onSuccess = ({ id }: { readonly id: string }) => setRunning({ id, text });
    start.mutate({ ...text, confirmed }, { onSuccess });
  };
  return (
    <>
      <PageHeader title={t("queries.title")} about={t("queries.about")} />
      <PageState query={tables}>
        {(data) => (
          <div className="query-layout">
            <div className="stack query-side">
              <QueryTablesList
                tables={data}
                onInsert={(word) => write(sql === "" ? `SELECT * FROM ${word} LIMIT 100` : `${sql}${/\s$/.test(sql) ? "" : " "}${word}`)}
              />
            </div>
            <div className="stack query-main">
              <QueryEditor
                sql={sql}
                tables={data}
                saved={saved}
                names={names}
                values={values}
                isStarting={start.isPending}
                onWrite={write}
                onValues={setGiven}
                onRun={() => run(false)}
                onSaved={setSaved}
              />
              {start.error && <ErrorNotice error={start.error} />}
              {running && (
                <QueryResult
                  key={running.id}
                  id={running.id}
                  text={running.text}
                  onConfirm={() => run(true)}
                  onEnd={() => void client.invalidateQueries({ queryKey: ["queries", "past"] })}
                />
              )}
              <Section title={t("queries.saved")}>
                <SavedQueriesList
                  onOpen={(query) => {
                    setSaved(query);
                    setGiven(Object.fromEntries(query.parameters.map(({ name, value }) => [name, value])));
                    write(query.sql);
                  }}
                />
              </Section>
              <Section title={t("queries.past")}>
                <PastQueriesList
                  onOpen={(text) => {
                    setSaved(null);
                    setGiven(text.values);
                    write(text.sql);
                  }}
                />
              </Section>
            </div>
          </div>
        )}
      </PageState>
    </>
  );
}
