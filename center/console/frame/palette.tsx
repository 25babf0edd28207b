import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { type KeyboardEvent, useDeferredValue, useState } from "react";
import { useDatasets } from "../api/data.ts";
import { useFoundLeads } from "../api/leads.ts";
import { useModels } from "../api/models.ts";
import { useMay } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";
import { usePlaces } from "./navigation.tsx";

interface Target {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly go: () => unknown;
}

/** Jumps to pages and objects by a few characters of their name or by their id. */
export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      destroyOnHidden
      width={560}
      style={{ top: 80 }}
      title={t("palette.title")}
    >
      <PaletteBody onClose={onClose} />
    </Modal>
  );
}

function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const targets = useTargets(useDeferredValue(words.trim()));
  const chosen = Math.min(at, targets.length - 1);
  const go = (target: Target | undefined) => {
    if (!target) return;
    onClose();
    target.go();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, targets.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") go(targets[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Input
        autoFocus
        size="large"
        value={words}
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
      />
      <div className="palette-list" role="listbox" id="palette-list">
        <ul>
          {targets.map((target, index) => (
            <li
              key={target.id}
              role="option"
              aria-selected={index === chosen}
              onMouseMove={() => setAt(index)}
              onClick={() => go(target)}
              onKeyDown={press}
            >
              <span>{target.title}</span>
              <span className="muted">{target.kind}</span>
            </li>
          ))}
        </ul>
        {targets.length === 0 && <p className="muted">{t("palette.nothing")}</p>}
      </div>
    </>
  );
}

function useTargets(words: string): Target[] {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const places = usePlaces();
  const datasets = useDatasets();
  const models = useModels();
  const leads = useFoundLeads(words);
  const mayRead = useMay("data.read");
  const byId = targetOfId(words);
  const named = (title: string) => title.toLowerCase().includes(words.toLowerCase());
  const pages: Target[] = [
    ...places.map((place) => ({ id: place.to, title: t(place.title), kind: t("palette.page"), go: () => navigate({ to: place.to }) })),
    ...(mayRead
      ? [{ id: "/data/search", title: t("searching.title"), kind: t("palette.page"), go: () => navigate({ to: "/data/search" }) }]
      : []),
    { id: "/data/import", title: t("data.import"), kind: t("palette.page"), go: () => navigate({ to: "/data/import" }) },
    { id: "/chain/verify", title: t("chain.verifyFile"), kind: t("palette.page"), go: () => navigate({ to: "/chain/verify" }) },
  ];
  const objects: Target[] = [
    ...(models.data?.items ?? []).map((model) => ({
      id: model.id,
      title: text(model.title),
      kind: t("nav.models"),
      go: () => navigate({ to: "/models/$model", params: { model: model.id } }),
    })),
    ...(datasets.data?.items ?? []).map((dataset) => ({
      id: dataset.id,
      title: `${text(dataset.title)} ${dataset.id}`,
      kind: t("nav.data"),
      go: () => navigate({ to: "/data/$dataset", params: { dataset: dataset.id } }),
    })),
  ];
  const found: Target[] = (words ? (leads.data?.items ?? []) : []).map((lead) => ({
    id: lead.id,
    title: `${lead.subjectName} · ${text(lead.modelTitle)}`,
    kind: t("nav.leads"),
    go: () => navigate({ to: "/leads/$lead", params: { lead: lead.id } }),
  }));
  const jump: Target[] = byId ? [{ id: byId, title: words, kind: t("palette.jump"), go: () => navigate({ to: byId }) }] : [];
  const inRecords: Target[] =
    words && mayRead && !byId
      ? [
          {
            id: "search",
            title: t("searching.inRecords", { words }),
            kind: t("nav.data"),
            go: () => navigate({ to: "/data/search", search: { q: words } }),
          },
        ]
      : [];
  return [...jump, ...[...pages, ...objects].filter((each) => named(each.title)), ...found.slice(0, 20), ...inRecords].slice(0, 60);
}

/** The address of an object by its id alone: ids tell by their prefix what they name. */
function targetOfId(words: string): string | null {
  const match = /^(led|cas|job|bat)_[0-9A-HJKMNP-TV-Z]{26}(:[1-9]\d*)?$/.exec(words);
  if (!match) return null;
  if (match[1] === "led") return `/leads/${words}`;
  if (match[1] === "cas") return `/cases/${words}`;
  if (match[1] === "job") return `/jobs/${words}`;
  return match[2] ? `/records/${words}` : `/batches/${words}`;
}
