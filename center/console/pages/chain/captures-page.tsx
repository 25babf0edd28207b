import type { CaptureView, DeviceKeyView } from "@yuejian/contracts/api";
import { captureStanding } from "@yuejian/contracts/api";
import { useCaptures, useDevices } from "../../api/explorer.ts";
import { Bullets, Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";

/** What devices captured before anybody uploaded it, and whose keys the house vouches for. */
export function CapturesPage() {
  const { t } = useLanguage();
  usePageTitle(t("captures.title"));
  return (
    <>
      <PageHeader title={t("captures.title")} about={t("captures.about")} />
      <ChainTabs />
      <Devices />
      <List
        list={useCaptures()}
        label={t("captures.list")}
        title={(n) => t("captures.count", { n })}
        columns={useCaptureColumns()}
        idOf={({ id }) => id}
        detailOf={(capture) => <CaptureDetail capture={capture} />}
        place="captures"
        hasKeys
        empty={
          <Nothing title={t("captures.none")}>
            {t("captures.noneWhy")} <code>yuejian chain append FILE --capture CAPTURE.json</code>
          </Nothing>
        }
      />
    </>
  );
}

function Devices() {
  const { t } = useLanguage();
  const devices = useDevices();
  const columns = useDeviceColumns();
  return (
    <PageState query={devices} rows={3}>
      {(items) => (
        <Section flush title={t("captures.devices", { n: items.length })} hint={t("captures.devicesHint")}>
          {items.length === 0 ? (
            <Nothing title={t("captures.noDevices")}>
              {t("captures.noDevicesWhy")} <code>yuejian capture register VERIFIER-KEY --holder … --organisation … --ground …</code>
            </Nothing>
          ) : (
            <ListTable label={t("captures.deviceList")} columns={columns} items={items} idOf={({ id }) => id} />
          )}
        </Section>
      )}
    </PageState>
  );
}

function useDeviceColumns(): readonly ListColumn<DeviceKeyView>[] {
  const { t, format } = useLanguage();
  return [
    { key: "key", title: t("captures.key"), width: 230, render: ({ key }) => <KeyName value={key} /> },
    {
      key: "holder",
      title: t("captures.holder"),
      width: 210,
      render: ({ holder, organisation }) => (
        <span className="two-lines">
          {organisation} {holder}
        </span>
      ),
    },
    { key: "ground", title: t("captures.ground"), render: ({ ground }) => <span className="two-lines">{ground}</span> },
    {
      key: "valid",
      title: t("captures.valid"),
      width: 170,
      render: ({ validFrom, validTo }) => (
        <span className="two-lines">
          {validTo === null
            ? t("captures.from", { at: format.time(validFrom) })
            : t("captures.fromTo", { from: format.time(validFrom), to: format.time(validTo) })}
        </span>
      ),
    },
    { key: "by", title: t("captures.vouchedBy"), width: 110, render: ({ registeredByName }) => registeredByName },
    { key: "state", title: t("captures.state"), width: 190, render: (device) => <DeviceTag device={device} /> },
  ];
}

function DeviceTag({ device: { revoked, validFrom, validTo } }: { readonly device: DeviceKeyView }) {
  const { t } = useLanguage();
  if (revoked !== null)
    return (
      <span>
        <span className="tag attention">× {t("captures.revoked")}</span>
        <span className="two-lines muted">{revoked.reason}</span>
      </span>
    );
  const now = new Date().toISOString();
  if (now < validFrom || (validTo !== null && now > validTo)) return <span className="tag">△ {t("captures.notValid")}</span>;
  return <span className="tag good">✓ {t("captures.inForce")}</span>;
}

/** The name of a verifier key; the whole is copied. */
function KeyName({ value }: { readonly value: string }) {
  return (
    <span>
      <span>{value.split("+")[0]}</span> <Digest value={value} />
    </span>
  );
}

function useCaptureColumns(): readonly ListColumn<CaptureView>[] {
  const { t, format } = useLanguage();
  return [
    {
      key: "files",
      title: t("captures.files"),
      render: ({ files }) => (
        <span className="two-lines">
          {files
            .slice(0, 3)
            .map(({ name }) => name)
            .join("、")}
          {files.length > 3 && ` ${t("captures.moreFiles", { n: files.length - 3 })}`}
        </span>
      ),
    },
    { key: "capturedAt", title: t("captures.capturedAt"), width: 175, render: ({ capturedAt }) => <Time at={capturedAt} /> },
    {
      key: "operator",
      title: t("captures.by"),
      width: 210,
      render: ({ operator, device }) => (
        <span className="two-lines">
          {operator.organisation} {operator.name} · {device}
        </span>
      ),
    },
    { key: "standing", title: t("captures.standing"), width: 170, render: (capture) => <StandingTag capture={capture} /> },
    {
      key: "beside",
      title: t("captures.beside"),
      width: 140,
      render: ({ countersigners, timestamps }) => (
        <span className="muted">
          {[
            countersigners.length > 0 ? t("captures.countersigned", { n: format.count(countersigners.length) }) : null,
            timestamps.length > 0 ? t("captures.stamped", { n: format.count(timestamps.length) }) : null,
          ]
            .filter(Boolean)
            .join(" · ") || "—"}
        </span>
      ),
    },
    { key: "receivedAt", title: t("captures.receivedAt"), width: 150, render: ({ receivedAt }) => <Time at={receivedAt} /> },
  ];
}

function StandingTag({ capture: { standing, keyRevokedAt } }: { readonly capture: CaptureView }) {
  const { t, text, format } = useLanguage();
  const isRegistered = standing === "registered";
  return (
    <span>
      <span className={`tag ${isRegistered ? "good" : "attention"}`} title={text(captureStanding(standing))}>
        {isRegistered ? "✓" : "△"} {t(isRegistered ? "captures.counted" : "captures.notCounted")}
      </span>
      {keyRevokedAt !== null && <span className="two-lines muted">{t("captures.revokedSince", { at: format.time(keyRevokedAt) })}</span>}
    </span>
  );
}

function CaptureDetail({ capture }: { readonly capture: CaptureView }) {
  const { t, text, format } = useLanguage();
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          ...capture.files.map(
            ({ name, size, sha256 }) =>
              [
                name,
                <span key={sha256}>
                  {t("captures.bytes", { n: format.count(size) })} <Digest value={sha256} />
                </span>,
              ] as const,
          ),
          [t("captures.standing"), text(captureStanding(capture.standing))],
          [t("captures.place"), capture.place ?? t("captures.placeWithheld")],
          [t("captures.key"), <code key="key">{capture.key}</code>],
          ...(capture.note === null ? [] : ([[t("captures.note"), capture.note]] as const)),
          ...capture.countersigners.map(
            ({ name, organisation, key }) => [t("captures.countersigner"), `${organisation} ${name} (${key})`] as const,
          ),
          ...capture.timestamps.map(({ at, authority }) => [t("captures.timestamp"), `${format.time(at)} ${authority}`] as const),
          [t("captures.receivedBy"), capture.receivedByName],
          [
            t("captures.document"),
            <a key="document" href={`/api/captures/${encodeURIComponent(capture.id)}/document`} download={`${capture.id}.capture.json`}>
              {t("captures.download")}
            </a>,
          ],
        ]}
      />
      <strong>{t("captures.doesNotProve")}</strong>
      <Bullets items={capture.doesNotProve.map((each) => text(each))} />
    </div>
  );
}
