import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type {
  FarmlandFiles,
  FarmlandRunDetail,
  FarmlandStarted,
  FarmlandUpload,
  FarmlandUploads,
  UploadedPiece,
  ViolationsView,
} from "@yuejian/contracts/api";
import { generateFarmland } from "@yuejian/demo";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addPiece, UPLOAD_LIMITS, unpackUpload, uploadedFiles } from "../farmland/index.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const emptyFolder = temporaryFolders();
const made = new Map(generateFarmland({ seed: 7 }).files.map(({ name, bytes }) => [name, bytes]));
const bytesOf = (name: string) => made.get(name) ?? new Uint8Array();
let city: ServedCity;
let county: Person;
let other: Person;

beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder, emptyUrl: emptyFolder }, { rows: 10 });
  [county, other] = await city.signInAll("head.xiangyin", "head.huarong");
});
afterAll(() => city.close());

interface Sent {
  readonly path: string;
  readonly offset?: number;
  readonly content: Uint8Array;
}

async function send(upload: string, { path, offset = 0, content }: Sent, person = county) {
  const boundary = "----images";
  const field = (name: string, value: string) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const payload = Buffer.concat([
    Buffer.from(`${field("path", path)}${field("offset", String(offset))}--${boundary}\r\n`),
    Buffer.from(`content-disposition: form-data; name="file"; filename="piece"\r\ncontent-type: application/octet-stream\r\n\r\n`),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { cookie: person.cookie, "x-csrf": person.session.csrf, "content-type": `multipart/form-data; boundary=${boundary}` };
  return answered<UploadedPiece>(await city.web.inject({ method: "POST", url: `/api/farmland/uploads/${upload}/files`, payload, headers }));
}

const begin = async () => (await county.post<FarmlandUpload>("/api/farmland/uploads")).body;
const checked = async (upload: string) => (await county.post<FarmlandFiles>(`/api/farmland/uploads/${upload}/check`)).body;

it("images in a zip, parcels beside them and pieces that go on where one broke off are told apart, looked at, and removed by whom they belong to", async () => {
  const { id, limits } = await begin();
  expect(limits).toEqual(UPLOAD_LIMITS);
  const zip = zipSync({
    "交付/S2_20250712.tif": bytesOf("images/S2_20250712.tif"),
    "交付/S2_20260707.tif": bytesOf("images/S2_20260707.tif"),
  });
  const half = Math.floor(zip.length / 2);
  expect((await send(id, { path: "影像.zip", content: zip.subarray(0, half) })).body).toEqual({ path: "影像.zip", size: half });
  const wrong = await send(id, { path: "影像.zip", content: zip });
  expect([codeOf(wrong), (wrong.body as unknown as { parameters: { size: number } }).parameters.size]).toEqual([
    "FARMLAND_UPLOAD_OFFSET",
    half,
  ]);
  await send(id, { path: "影像.zip", offset: half, content: zip.subarray(half) });
  await send(id, { path: "永久基本农田地块.geojson", content: bytesOf("parcels.geojson") });
  const { files, method } = await checked(id);
  expect(method).toBe("pair");
  expect(files.map(({ path, kind, role, date, problem }) => [path, kind, role ?? date, problem])).toEqual([
    ["影像/交付/S2_20250712.tif", "image", "2025-07-12", null],
    ["影像/交付/S2_20260707.tif", "image", "2026-07-07", null],
    ["永久基本农田地块.geojson", "areas", "parcels", null],
  ]);
  expect(codeOf(await other.get(`/api/farmland/uploads/${id}`))).toBe("FARMLAND_UPLOAD_UNKNOWN");
  expect(codeOf(await other.post("/api/farmland/runs", { upload: id }))).toBe("FARMLAND_UPLOAD_UNKNOWN");
  const { body: started } = await county.post<FarmlandStarted>("/api/farmland/runs", { upload: id });
  await city.finished(started.job);
  const { body: run } = await county.get<FarmlandRunDetail>(`/api/farmland/runs/${started.run}`);
  expect(run.inputs.map(({ file }) => file)).toEqual(["S2_20250712.tif", "S2_20260707.tif", "永久基本农田地块.geojson"]);
  expect((await county.get<ViolationsView>(`/api/farmland/violations?run=${started.run}`)).body.total).toBeGreaterThan(0);
  expect((await county.get<FarmlandUploads>("/api/farmland/uploads")).body.items).toMatchObject([{ id, run: started.run }]);
  const removed = await city.web.inject({
    method: "DELETE",
    url: `/api/farmland/uploads/${id}`,
    headers: { cookie: county.cookie, "x-csrf": county.session.csrf },
  });
  expect([removed.statusCode, readdirSync(join(city.home.folder, "uploads"))]).toEqual([204, []]);
});

it("what is no image, has no projection, no date, or one in the future is named, is not used, and is a doubt of the run", async () => {
  const { id } = await begin();
  const image = bytesOf("images/S2_20250712.tif");
  const unplaced = Uint8Array.from(image);
  // The code of the reference system becomes one that nobody knows.
  const view = new DataView(unplaced.buffer);
  for (let at = 0; at + 1 < 600; at += 2) if (view.getUint16(at, true) === 4547) view.setUint16(at, 2, true);
  const sent: readonly Sent[] = [
    { path: "S2_20250712.tif", content: image },
    { path: "S2_20260707.tif", content: bytesOf("images/S2_20260707.tif") },
    { path: "S2_20991231.tif", content: image },
    { path: "无日期.tif", content: image },
    { path: "S2_20250801.tif", content: unplaced },
    { path: "现场照片_20250801.jpg", content: new TextEncoder().encode("no picture") },
    { path: "断开.zip", content: zipSync({ "a.tif": image }).subarray(0, 900) },
    { path: "areas.geojson", content: new TextEncoder().encode('{"type":"FeatureCollection","features":[]}') },
    { path: "../../逃出.tif", content: new TextEncoder().encode("II") },
  ];
  for (const each of sent) expect((await send(id, each)).status).toBe(200);
  const { files } = await checked(id);
  const problems = Object.fromEntries(files.map(({ path, problem }) => [path, problem?.en ?? null]));
  expect(problems).toEqual({
    "S2_20250712.tif": null,
    "S2_20260707.tif": null,
    "S2_20991231.tif": expect.stringContaining("future"),
    "无日期.tif": expect.stringContaining("holds no date"),
    "S2_20250801.tif": expect.stringContaining("reference system"),
    "现场照片_20250801.jpg": expect.stringContaining("cannot be read"),
    "断开.zip": expect.stringContaining("cut off"),
    "areas.geojson": expect.stringContaining("parcels, approvals"),
    "逃出.tif": expect.stringContaining("cannot be read"),
  });
  const { body: started } = await county.post<FarmlandStarted>("/api/farmland/runs", { upload: id });
  await city.finished(started.job);
  const { body: run } = await county.get<FarmlandRunDetail>(`/api/farmland/runs/${started.run}`);
  expect(run.doubts.some(({ en }) => en.includes("7 files were not used"))).toBe(true);
  expect(run.inputs).toHaveLength(2);
});

it("beyond the limits of a file, of an upload or of a zip's contents it is refused with the limits, and what was there stays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-uploads-"));
  const limits = { ...UPLOAD_LIMITS, fileBytes: 1000, totalBytes: 1500, freeBytes: 0 };
  const add = (path: string, length: number, offset = 0) =>
    addPiece(folder, { path, offset, content: Readable.from([Buffer.alloc(length)]), limits }).catch(
      (cause: { code: string }) => cause.code,
    );
  expect(await add("a.tif", 900)).toBe(900);
  expect(await add("a.tif", 200, 900)).toBe("FARMLAND_UPLOAD_TOO_LARGE");
  expect(await add("b.tif", 601)).toBe("FARMLAND_UPLOAD_TOO_LARGE");
  expect(await add("c.zip", 0)).toBe(0);
  const bomb = zipSync({ "d.tif": new Uint8Array(5000) });
  await addPiece(folder, { path: "c.zip", offset: 0, content: Readable.from([bomb]), limits });
  const faults = await unpackUpload(folder, limits);
  expect(faults.map(({ path, fault }) => [path, fault.code])).toEqual([["c.zip", "FILE_TOO_LARGE_INSIDE"]]);
  expect((await uploadedFiles(folder)).map(({ path }) => path)).toEqual(["a.tif", "b.tif", "c.zip"]);
});
