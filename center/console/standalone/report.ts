import {
  type BundleVerification,
  type BundleView,
  bundleView,
  isOnlyUnfinal,
  type RowTable,
  type Shown,
  type Verification,
} from "@yuejian/chain/verify";
import { LEAD_STATUSES, type Text } from "@yuejian/contracts";
import { element } from "./element.ts";
import { WORDS, type Word } from "./words.ts";

type Locale = "zh" | "en";

/** The result of a verification, then what the document says, each part under its heading. */
export function report(result: Verification | BundleVerification, locale: Locale): HTMLElement {
  const bundle = "execution" in result ? result : null;
  const say = (word: Word): string => WORDS[word][locale];
  const view = bundle?.bundle ? readable(bundle.bundle) : null;
  return element(
    "section",
    { "aria-live": "polite", id: "report" },
    verdict(result, say),
    texts(say("proven"), result.proves, locale),
    texts(say("executed"), bundle?.executed ?? [], locale),
    texts(say("asserted"), bundle?.asserted ?? [], locale),
    texts(say("withheld"), bundle?.withheld ?? [], locale),
    texts(say("notProven"), result.doesNotProve, locale),
    checks(result, { locale, say }),
    view && content(view, { locale, say }),
  );
}

interface Words {
  readonly locale: Locale;
  readonly say: (word: Word) => string;
}

function verdict(result: Verification | BundleVerification, say: Words["say"]): HTMLElement {
  if (isOnlyUnfinal(result))
    return element(
      "div",
      { class: "verdict partial", role: "alert" },
      element("strong", {}, `· ${say("notFinal")}`),
      element("p", {}, say("notFinalHelp")),
    );
  if (!result.ok)
    return element(
      "div",
      { class: "verdict bad", role: "alert" },
      element("strong", {}, `✗ ${say("failed")}`),
      element("p", {}, say("failedHelp")),
    );
  const execution = "execution" in result ? result.execution : null;
  const word: Word = execution === "same" ? "verifiedSame" : execution === "impossible" ? "verifiedHidden" : "verified";
  return element(
    "div",
    { class: `verdict ${execution === "impossible" ? "partial" : "good"}`, role: "status" },
    element("strong", {}, `✓ ${say(word)}`),
    element("p", {}, say(result.policy === null ? "underKey" : "underPolicy")),
  );
}

function texts(title: string, list: readonly Text[], locale: Locale): HTMLElement | null {
  if (list.length === 0) return null;
  return element("div", {}, element("h2", {}, title), element("ul", {}, ...list.map((text) => element("li", {}, text[locale]))));
}

function checks(result: Verification, { locale, say }: Words): HTMLElement {
  const failed = result.checks.filter(({ ok }) => !ok).length;
  const open = result.checks.filter(({ isSettled }) => !isSettled).length;
  const items = [...result.checks].sort((left, right) => Number(left.ok) - Number(right.ok));
  return element(
    "details",
    { open: failed > 0 },
    element(
      "summary",
      {},
      `${say("checks")}（${result.checks.length - failed - open} ✓${failed === 0 ? "" : ` · ${failed} ✗`}${open === 0 ? "" : ` · ${open} ${say("unchecked")}`}）`,
    ),
    element(
      "ul",
      { class: "checks" },
      ...items.map((check) =>
        element(
          "li",
          { class: check.ok ? "good" : "bad" },
          `${check.ok ? (check.isSettled ? "✓" : "·") : "✗"} ${check.text[locale]}`,
          check.code === null ? null : element("code", {}, check.code),
        ),
      ),
    ),
  );
}

function content(view: BundleView, words: Words): HTMLElement {
  const { locale, say } = words;
  const shown = (value: Shown): HTMLElement | string => cell(value, say);
  return element(
    "div",
    {},
    element("h2", {}, say("leadTitle")),
    facts([
      [say("leadTitle"), element("code", {}, view.lead)],
      [say("model"), `${view.model.title[locale]} (${view.model.id} ${view.model.version})`],
      [say("subject"), element("span", {}, shown(view.subjectName), " ", shown(view.subject))],
      [say("summary"), view.summary === null ? cell("withheld", say) : view.summary[locale]],
    ]),
    element("h2", {}, say("result")),
    facts(view.finding.map(({ title, value }) => [title[locale], shown(value)])),
    element("h2", {}, say("rule")),
    element("ol", { class: "rule" }, ...view.rule.map((step) => element("li", {}, step[locale].replace(/^(第\d+步：|Step \d+: )/, "")))),
    view.parameters.length === 0 ? null : element("h3", {}, say("parameters")),
    view.parameters.length === 0 ? null : facts(view.parameters.map(({ title, value }) => [title[locale], value])),
    texts(say("legalBasis"), view.legalBasis, locale),
    element("h2", {}, say("rows")),
    ...view.tables.map((table) => rowTable(table, words)),
    element("h2", {}, say("history")),
    element(
      "ol",
      {},
      ...view.history.map((step) =>
        element(
          "li",
          {},
          `${step.at} · ${statusOf(step.to, locale)} · #${step.index} `,
          step.note !== "withheld" && step.note.text === null ? null : shown(step.note),
        ),
      ),
    ),
  );
}

function statusOf(status: string, locale: Locale): string {
  return Object.hasOwn(LEAD_STATUSES, status) ? LEAD_STATUSES[status as keyof typeof LEAD_STATUSES][locale] : status;
}

function rowTable({ dataset, columns, rows }: RowTable, { locale, say }: Words): HTMLElement {
  return element(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": dataset[locale] },
    element(
      "table",
      {},
      element("caption", {}, `${dataset[locale]}（${rows.length}）`),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...columns.map((title) => element("th", { scope: "col" }, title[locale])),
          element("th", { scope: "col" }, say("sourceLine")),
        ),
      ),
      element(
        "tbody",
        {},
        ...rows.map((row) =>
          element(
            "tr",
            {},
            ...row.cells.map((value) => element("td", {}, cell(value, say))),
            element("td", { title: row.ref }, `${row.file} · ${say("line")} ${row.line}`),
          ),
        ),
      ),
    ),
  );
}

function cell(value: Shown, say: Words["say"]): HTMLElement | string {
  if (value === "withheld") return element("span", { class: "hidden" }, `▒ ${say("hidden")}`);
  return value.text === null ? element("span", { class: "muted" }, say("empty")) : value.text;
}

function facts(list: readonly (readonly [string, HTMLElement | string])[]): HTMLElement {
  return element("dl", {}, ...list.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]));
}

/** A document whose parts cannot be read has failed its checks already. */
function readable(bundle: NonNullable<BundleVerification["bundle"]>): BundleView | null {
  try {
    return bundleView(bundle);
  } catch {
    return null;
  }
}
