import { documentKind, isTrust, keyFingerprint, type Policy, parsePolicy, signersOf, verifyDocument } from "@yuejian/chain/verify";
import { element } from "./element.ts";
import "./page.css";
import { report } from "./report.ts";
import { WORDS, type Word } from "./words.ts";

/** The stand-alone page: everything it needs is in this one file, and nothing of what it reads leaves it. */
interface State {
  locale: "zh" | "en";
  document: { readonly name: string; readonly bytes: Uint8Array } | null;
  file: { readonly name: string; readonly bytes: Uint8Array } | null;
  key: string;
  policy: { readonly name: string; readonly read: Policy } | null;
  /** For supplements, by file name. */
  trust: ReadonlyMap<string, string>;
}

const state: State = {
  locale: navigator.language.startsWith("zh") ? "zh" : "en",
  document: null,
  file: null,
  key: "",
  policy: null,
  trust: new Map(),
};
const page = document.getElementById("page") ?? document.body;
const say = (word: Word): string => WORDS[word][state.locale];

function show(): void {
  document.documentElement.lang = state.locale === "zh" ? "zh-CN" : "en";
  page.replaceChildren(header(), documentPart(), keyPart(), outcome());
}

function header(): HTMLElement {
  const toggle = (): void => {
    state.locale = state.locale === "zh" ? "en" : "zh";
    show();
    document.getElementById("language")?.focus();
  };
  return element(
    "header",
    {},
    element("h1", {}, `岳检 · ${say("title")}`),
    element("button", { type: "button", id: "language", click: toggle }, say("language")),
    element("p", {}, say("lead")),
  );
}

function documentPart(): HTMLElement {
  const input = element("input", { type: "file", multiple: true, id: "files", change: () => void take([...(input.files ?? [])]) });
  return element(
    "section",
    {
      class: "drop",
      dragover: (event) => event.preventDefault(),
      drop: (event) => {
        event.preventDefault();
        void take([...((event as DragEvent).dataTransfer?.files ?? [])]);
      },
    },
    element("label", { for: "files" }, say("choose")),
    input,
    element("p", { class: "muted" }, say("chooseMore")),
    state.document && element("p", {}, element("code", {}, state.document.name)),
    state.file && element("p", {}, `${say("file")}: `, element("code", {}, state.file.name)),
    state.policy && element("p", {}, `${say("policy")}: `, element("code", {}, state.policy.name)),
    state.trust.size > 0 && element("p", {}, `${say("trust")}: `, element("code", {}, [...state.trust.keys()].join(", "))),
  );
}

function keyPart(): HTMLElement {
  const given = state.document ? signersOf(state.document.bytes) : [];
  const fingerprint = keyFingerprint(state.key);
  const area = element("textarea", {
    id: "key",
    rows: "2",
    spellcheck: "false",
    autocomplete: "off",
    change: () => {
      state.key = area.value.trim();
      show();
    },
  });
  area.value = state.key;
  return element(
    "section",
    {},
    element("label", { for: "key" }, say("key")),
    area,
    element("p", { class: "muted" }, say("keyHelp")),
    given.length === 0
      ? null
      : element("p", {}, `${say("signedBy")} `, ...given.flatMap((name, at) => [at === 0 ? "" : ", ", element("code", {}, name)])),
    fingerprint === null ? null : element("p", {}, `${say("fingerprint")} `, element("code", { class: "fingerprint" }, fingerprint)),
  );
}

function outcome(): HTMLElement {
  if (state.document === null) return element("section", {});
  const { policy } = state;
  if (state.key === "" && (policy?.read.logs.length ?? 0) === 0)
    return element("section", { role: "status" }, element("p", { class: "notice" }, say("keyMissing")));
  const options = {
    trustedKeys: state.key === "" ? [] : [state.key],
    trust: [...state.trust.values()],
    ...(policy ? { policy: policy.read } : {}),
    ...(state.file ? { file: state.file.bytes, entry: state.file.bytes } : {}),
  };
  return report(verifyDocument(state.document.bytes, options), state.locale);
}

/** Tells by their content what the files are: a key, a document, or a file to compare. */
async function take(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = bytes.length < 100_000 ? new TextDecoder().decode(bytes).trim() : "";
    if (keyFingerprint(text) !== null) state.key = text;
    else if (policyOf(text) !== null) state.policy = { name: file.name, read: policyOf(text) as Policy };
    else if (isTrust(text)) state.trust = new Map([...state.trust, [file.name, text]]);
    else if (documentKind(bytes) !== null || state.document === null) state.document = { name: file.name, bytes };
    else state.file = { name: file.name, bytes };
  }
  show();
  document.getElementById("report")?.scrollIntoView();
}

function policyOf(text: string): Policy | null {
  try {
    return parsePolicy(text);
  } catch {
    return null;
  }
}

show();
