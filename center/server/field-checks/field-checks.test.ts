import { signerKeyOf } from "@yuejian/chain/capture";
import { digestFile, verifyProof } from "@yuejian/chain/verify";
import type { FieldChecksView, FieldCheckView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type MadeCheck, madeCheck } from "./testing/made-check.ts";
import { plantViolation } from "./testing/plant-violation.ts";
import { handIn, sendCheckFile } from "./testing/send-check.ts";

const VIOLATION = "vio_planted";
const key = signerKeyOf("field-1", new Uint8Array(32).fill(5));
const jpeg = (text: string) => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(text));

describeOnBothStores("field checks", (place) => {
  let city: ServedCity;
  let head: Person;
  let checker: Person;
  let analyst: Person;

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 20 });
    await plantViolation(city.home, VIOLATION, "yueyang-county");
    [head, checker, analyst] = await city.signInAll("head.yueyang-county", "procurator.yueyang-county", "analyst");
  });
  afterAll(() => city.close());

  const give = async (more: object = {}) =>
    head.post<FieldCheckView>("/api/farmland/checks", {
      violation: VIOLATION,
      assignee: checker.session.user.id,
      due: "2099-01-01",
      words: "看地面是否硬化",
      ...more,
    });
  const made = (check: string, more: Partial<Parameters<typeof madeCheck>[0]> = {}): MadeCheck => {
    const { id, displayName: name } = checker.session.user;
    return madeCheck({
      check,
      violation: VIOLATION,
      checker: { id, name },
      key,
      photos: [jpeg(`${check} a`), jpeg(`${check} b`)],
      ...more,
    });
  };
  const send = (person: Person, check: string, file: MadeCheck["files"][number], headers: Record<string, string> = {}) =>
    sendCheckFile(city, person, { check, file, headers });

  it("given to somebody are in that person's list with the outline, and in nobody's of another office", async () => {
    const { status, body } = await give();
    expect([status, body.state, body.words]).toEqual([201, "open", "看地面是否硬化"]);
    const mine = (await checker.get<FieldChecksView>("/api/farmland/checks?mine=true&state=open")).body;
    expect(mine.items.map(({ id, mayCheck }) => [id, mayCheck])).toEqual([[body.id, true]]);
    expect(mine.items[0]?.geometry).toMatchObject({ type: "Polygon" });
    expect((await head.get<FieldChecksView>("/api/farmland/checks?mine=true")).body.total).toBe(0);
    const stranger = await city.signIn("procurator.linxiang");
    expect((await stranger.get<FieldChecksView>(`/api/farmland/checks?violation=${VIOLATION}`)).body).toMatchObject({
      total: 0,
      mayGive: false,
    });
    expect(codeOf(await stranger.get(`/api/farmland/checks/${body.id}`))).toBe("FIELD_CHECK_UNKNOWN");
  });

  it("are refused for whoever may not check, for a day that is over, and for a place that is not known", async () => {
    expect(codeOf(await give({ assignee: analyst.session.user.id }))).toBe("ASSIGNEE_UNSUITABLE");
    expect(codeOf(await give({ due: "2020-01-01" }))).toBe("DAY_INVALID");
    expect(codeOf(await give({ violation: "vio_none" }))).toBe("VIOLATION_UNKNOWN");
    expect(codeOf(await analyst.post("/api/farmland/checks", { violation: VIOLATION, assignee: "x", due: "2099-01-01" }))).toBe(
      "NOT_ALLOWED",
    );
  });

  it("take no file that is another than was captured, no picture, too large, of no task, or of another person's task", async () => {
    const { id } = (await give()).body;
    const [photo] = made(id).files;
    if (!photo) throw new Error("no photo");
    expect(await send(checker, id, { ...photo, bytes: jpeg("tampered") })).toBe("FIELD_FILE_OTHER");
    const page = new TextEncoder().encode("<html>not a photo</html>");
    expect(await send(checker, id, { name: "1.jpg", bytes: page, sha256: digestFile(page).sha256 })).toBe("FIELD_FILE_NO_PICTURE");
    expect(await send(checker, id, photo, { "content-length": String(5 * 1024 ** 3) })).toBe("ATTACHMENT_TOO_LARGE");
    expect(await send(checker, "fck_none", photo)).toBe("FIELD_CHECK_UNKNOWN");
    expect(await send(head, id, photo)).toBe("NOT_ALLOWED");
    const { body } = await checker.get<FieldCheckView>(`/api/farmland/checks/${id}`);
    expect(body.received).toEqual([]);
    expect(await city.home.files.has(digestFile(jpeg("tampered")).sha256)).toBe(false);
    expect(await send(checker, id, photo)).toBe("taken");
    expect(await send(checker, id, photo)).toBe("taken");
    expect((await checker.get<FieldCheckView>(`/api/farmland/checks/${id}`)).body.received).toEqual([photo.sha256]);
  });

  it("are received whole or not at all: without a file, with a changed record, other files signed, another's name, nothing is on record", async () => {
    const { id } = (await give()).body;
    const whole = made(id);
    expect(codeOf(await handIn(checker, id, whole))).toBe("FIELD_FILES_MISSING");
    for (const file of whole.files) await send(checker, id, file);
    expect(codeOf(await handIn(checker, id, { ...whole, record: { ...whole.record, note: "没有建筑" } }))).toBe("CAPTURE_FILE_OTHER");
    expect(codeOf(await handIn(checker, id, { ...whole, capture: whole.capture.replace("岳阳县", "汨罗市") }))).toBe("CAPTURE_BROKEN");
    expect(codeOf(await handIn(checker, id, { ...whole, capture: "{}" }))).toBe("PROOF_MALFORMED");
    const fewer = made(id, { change: { photos: whole.record.photos.slice(0, 1) } });
    expect(codeOf(await handIn(checker, id, fewer))).toBe("FIELD_RECORD_OTHER");
    expect(codeOf(await handIn(checker, id, made(id, { change: { class: null } })))).toBe("FIELD_RECORD_OTHER");
    expect(codeOf(await handIn(checker, id, made(id, { checker: { id: head.session.user.id, name: "某某" } })))).toBe("FIELD_RECORD_OTHER");
    expect(codeOf(await handIn(checker, "fck_none", whole))).toBe("FIELD_CHECK_UNKNOWN");
    expect(codeOf(await handIn(head, id, whole))).toBe("NOT_ALLOWED");
    const { body } = await checker.get<FieldCheckView>(`/api/farmland/checks/${id}`);
    expect([body.state, body.result]).toEqual(["open", null]);
    const captures = await city.home.store.db.selectFrom("captures").selectAll().execute();
    expect(captures).toEqual([]);
  });

  it("received once are on the ledger with capture and files, the same again changes nothing, another is refused", async () => {
    const { id } = (await give()).body;
    const whole = made(id);
    for (const file of whole.files) await send(checker, id, file);
    const first = await handIn(checker, id, whole);
    expect([first.status, first.body.state]).toEqual([200, "done"]);
    expect(first.body.result).toMatchObject({ finding: "confirmed", standing: "unregistered", metresToOutline: 48, isErased: false });
    expect(first.body.result?.files.map(({ kind }) => kind).toSorted()).toEqual(["photo", "photo", "record", "signature"]);
    const again = await handIn(checker, id, whole);
    expect(again.body.result?.receivedAt).toBe(first.body.result?.receivedAt);
    expect(codeOf(await handIn(checker, id, made(id, { change: { note: "另一份" } })))).toBe("FIELD_CHECK_DONE");
    const stated = await city.home.store.db
      .selectFrom("outbox")
      .select(["type", "subject"])
      .where("type", "in", ["field-check.changed", "capture.received", "file.registered"])
      .execute();
    expect(stated.filter(({ subject }) => subject === id)).toHaveLength(2);
    expect(stated.filter(({ type }) => type === "capture.received")).toHaveLength(1);
    expect(stated.filter(({ type }) => type === "file.registered")).toHaveLength(4);
    await city.home.drain.empty();
    const { text } = await checker.get(`/api/proofs/${first.body.result?.record}`);
    const proof = verifyProof(text, { trustedKeys: [city.home.ledger.verifierKey] });
    expect([proof.ok, proof.checks.some(({ subject }) => subject === "capture")]).toEqual([true, true]);
  });

  it("show photos and words to who may export leads, each look audited, and neither to an analyst", async () => {
    const { items } = (await head.get<FieldChecksView>(`/api/farmland/checks?violation=${VIOLATION}&state=done`)).body;
    const photo = items[0]?.result?.files.find(({ kind }) => kind === "photo");
    const address = `/api/farmland/checks/${items[0]?.id}/files/${photo?.sha256}`;
    const seen = await head.get(address);
    expect([seen.status, seen.headers["content-type"]]).toEqual([200, "image/jpeg"]);
    expect(codeOf(await analyst.get(address))).toBe("NOT_ALLOWED");
    const masked = (await analyst.get<FieldChecksView>(`/api/farmland/checks?violation=${VIOLATION}&state=done`)).body.items[0]?.result;
    expect(masked).toMatchObject({ note: "••••", files: [], mayOpen: false });
    const looks = await city.home.store.db
      .selectFrom("audit")
      .select("outcome")
      .where("subject", "=", items[0]?.id ?? "")
      .where("action", "=", "lead.export")
      .execute();
    expect(looks.map(({ outcome }) => outcome)).toContain("done");
  });

  it("withdrawn meanwhile are refused with who withdrew them and why, and what was sent is dropped", async () => {
    const { id } = (await give()).body;
    const whole = made(id);
    for (const file of whole.files) await send(checker, id, file);
    expect(codeOf(await checker.post(`/api/farmland/checks/${id}/withdraw`, { reason: " " }))).toBe("REASON_NEEDED");
    expect((await head.post<FieldCheckView>(`/api/farmland/checks/${id}/withdraw`, { reason: "重复布置" })).body).toMatchObject({
      state: "withdrawn",
      withdrawn: { reason: "重复布置" },
    });
    const refused = await handIn(checker, id, whole);
    expect([refused.status, codeOf(refused)]).toEqual([409, "FIELD_CHECK_WITHDRAWN"]);
    expect(refused.text).toContain("重复布置");
    expect(await city.home.files.has(whole.files[0]?.sha256 ?? "")).toBe(false);
    const done = (await head.get<FieldChecksView>(`/api/farmland/checks?violation=${VIOLATION}&state=done`)).body.items[0];
    expect(codeOf(await head.post(`/api/farmland/checks/${done?.id}/withdraw`, { reason: "x" }))).toBe("FIELD_CHECK_SETTLED");
  });

  it("without a position say why, and tell no distance", async () => {
    const { id } = (await give()).body;
    const whole = made(id, { change: { position: { state: "refused" }, finding: "cannot-tell", class: null } });
    for (const file of whole.files) await send(checker, id, file);
    expect((await handIn(checker, id, whole)).body.result).toMatchObject({ position: { state: "refused" }, metresToOutline: null });
  });
});
