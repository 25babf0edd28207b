import type { LeadFilter, LeadSort, SavedView } from "@yuejian/contracts/api";
import { App, Button, Checkbox, Dropdown, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useDefaultView, useRemoveView, useSaveView, type ViewContent } from "../../api/triage.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { InboxView } from "./inbox-view.ts";

interface SavedViewsProperties {
  readonly view: InboxView;
  readonly filter: LeadFilter;
  readonly sort: LeadSort | undefined;
}

/** Chooses, saves, shares and removes views: filter, order and columns under a name. */
export function SavedViews({ view, filter, sort = "newest" }: SavedViewsProperties) {
  const { t } = useLanguage();
  const { message, modal } = App.useApp();
  const [isSaving, setSaving] = useState<"new" | "rename" | null>(null);
  const save = useSaveView();
  const remove = useRemoveView();
  const makeDefault = useDefaultView();
  const { current } = view;
  const content = { filter, sort, columns: [...view.columns] };
  const isChanged = current !== undefined && !isSame(content, current);
  const update = (old: SavedView) =>
    save.mutate(
      { content: { name: old.name, sharing: old.sharing, ...content }, old },
      { onSuccess: () => void message.success(t("views.saved")), onError: (error) => void message.error(error.message) },
    );
  const drop = (old: SavedView) =>
    void modal.confirm({
      title: t("views.removeTitle", { name: old.name }),
      content: t("views.removeWhy"),
      okText: t("views.remove"),
      onOk: async () => {
        await remove.mutateAsync(old);
        view.open(null);
      },
    });
  const items = [
    { key: "new", label: t("views.saveNew"), onClick: () => setSaving("new") },
    ...(current?.mayChange
      ? [
          { key: "update", label: t("views.saveChanges", { name: current.name }), disabled: !isChanged, onClick: () => update(current) },
          { key: "rename", label: t("views.rename"), onClick: () => setSaving("rename") },
          { key: "remove", label: t("views.remove"), onClick: () => drop(current) },
        ]
      : []),
    ...(current
      ? [
          {
            key: "default",
            label: current.isDefault ? t("views.noDefault") : t("views.makeDefault"),
            onClick: () => makeDefault.mutate(current.isDefault ? null : current.id),
          },
        ]
      : []),
  ];
  return (
    <>
      <Select
        style={{ width: 210 }}
        aria-label={t("views.label")}
        placeholder={t("views.none")}
        allowClear
        value={current?.id ?? null}
        options={view.views.map((each) => ({
          value: each.id,
          label: `${each.name}${each.isDefault ? ` · ${t("views.default")}` : ""}${each.mayChange ? "" : ` · ${each.ownerName}`}`,
        }))}
        onChange={(id: string | undefined) => view.open(view.views.find((each) => each.id === id) ?? null)}
      />
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button type={isChanged ? "primary" : "default"}>{isChanged ? t("views.changed") : t("views.save")}</Button>
      </Dropdown>
      {isSaving && (
        <SaveDialog
          key={isSaving}
          old={isSaving === "rename" ? current : undefined}
          content={content}
          onClose={() => setSaving(null)}
          onSaved={(saved) => {
            setSaving(null);
            view.open(saved);
          }}
        />
      )}
    </>
  );
}

const isSame = (left: Omit<ViewContent, "name" | "sharing">, right: SavedView) =>
  left.sort === right.sort &&
  sorted(left.filter) === sorted(right.filter) &&
  [...left.columns].sort().join() === [...right.columns].sort().join();

const sorted = (filter: LeadFilter) => JSON.stringify(Object.entries(filter).toSorted(([left], [right]) => (left < right ? -1 : 1)));

interface SaveDialogProperties {
  readonly old: SavedView | undefined;
  readonly content: Omit<ViewContent, "name" | "sharing">;
  readonly onClose: () => void;
  readonly onSaved: (view: SavedView) => void;
}

function SaveDialog({ old, content, onClose, onSaved }: SaveDialogProperties) {
  const { t } = useLanguage();
  const [name, setName] = useState(old?.name ?? "");
  const [isShared, setShared] = useState(old?.sharing === "office");
  const [isDefault, setDefault] = useState(old?.isDefault ?? false);
  const save = useSaveView();
  const makeDefault = useDefaultView();
  const submit = async () => {
    const saved = await save.mutateAsync({ content: { ...content, name: name.trim(), sharing: isShared ? "office" : "own" }, old });
    if (isDefault !== saved.isDefault) await makeDefault.mutateAsync(isDefault ? saved.id : null);
    onSaved(saved);
  };
  const error = save.error ?? makeDefault.error;
  return (
    <Modal
      open
      width={440}
      title={old ? t("views.renameTitle") : t("views.saveTitle")}
      onCancel={onClose}
      okText={t("views.saveSubmit")}
      okButtonProps={{ disabled: name.trim() === "", loading: save.isPending || makeDefault.isPending }}
      onOk={() => void submit().catch(() => {})}
    >
      <div className="stack">
        {error && <ErrorNotice error={error} />}
        <div className="field">
          <label htmlFor="view-name">{t("views.name")}</label>
          <Input
            id="view-name"
            autoFocus
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => name.trim() && void submit().catch(() => {})}
          />
        </div>
        <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)}>
          {t("views.share")}
        </Checkbox>
        <Checkbox checked={isDefault} onChange={(event) => setDefault(event.target.checked)}>
          {t("views.openFirst")}
        </Checkbox>
        <p className="muted">{t("views.what")}</p>
      </div>
    </Modal>
  );
}
