import { readFile } from "node:fs/promises";
import { CAPTURE_LIMITS } from "@yuejian/chain/format";
import { YuejianError } from "@yuejian/contracts";
import {
  CaptureShape,
  CapturesQuery,
  CapturesShape,
  DeviceKeyBody,
  DeviceKeyShape,
  DeviceKeysShape,
  exact,
  RevokeBody,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { checkCapture, receiveCaptureIn, registerDeviceKey, revokeDeviceKey } from "../../captures/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload } from "../upload.ts";
import { captureView, deviceKeyView } from "../views/captures.ts";

/** Keys of capturing devices, and the captures that were handed over. */
export function captureRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, accounts } = services;
  const ports = { ...services, files: home.files, ledgerFolder: home.paths.ledger };

  app.get("/api/devices", { config: { admission: "device.read" }, schema: { response: { 200: DeviceKeysShape } } }, async () => {
    const [rows, names] = [await store.db.selectFrom("device_keys").selectAll().orderBy("id").execute(), await namesOf()];
    return { items: rows.map((row) => deviceKeyView(row, names)) };
  });

  app.post(
    "/api/devices",
    { config: { admission: "device.manage" }, schema: { body: DeviceKeyBody, response: { 201: DeviceKeyShape } } },
    async ({ caller, body }, reply) => {
      const row = await registerDeviceKey(ports, { ...body, by: caller.account });
      return reply.code(201).send(deviceKeyView(row, await namesOf()));
    },
  );

  app.post(
    "/api/devices/:device/revoke",
    {
      config: { admission: "device.manage" },
      schema: { params: exact({ device: Type.String() }), body: RevokeBody, response: { 200: DeviceKeyShape } },
    },
    async ({ caller, params, body }) => {
      const row = await revokeDeviceKey(ports, params.device, { reason: body.reason, by: caller.account });
      return deviceKeyView(row, await namesOf());
    },
  );

  app.get(
    "/api/captures",
    { config: { admission: "device.read" }, schema: { querystring: CapturesQuery, response: { 200: CapturesShape } } },
    async ({ query: { file, offset = 0, limit = 50 } }) => {
      let wanted = store.db.selectFrom("captures");
      if (file !== undefined) {
        wanted = wanted.where("id", "in", (build) => build.selectFrom("capture_files").select("capture").where("sha256", "=", file));
      }
      const [rows, counted, names] = [
        await wanted.selectAll().orderBy("id", "desc").limit(limit).offset(offset).execute(),
        await wanted.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
        await namesOf(),
      ];
      return { items: await Promise.all(rows.map((row) => captureView(home, row, names))), total: counted.total, offset, limit };
    },
  );

  /** The document as it was handed over, byte for byte. */
  app.get(
    "/api/captures/:capture/document",
    { config: { admission: "device.read" }, schema: { params: exact({ capture: Type.String() }), response: { 200: Type.Unknown() } } },
    async ({ params }, reply) => {
      const row = await store.db.selectFrom("captures").select("sha256").where("id", "=", params.capture).executeTakeFirst();
      if (!row) throw new YuejianError("CAPTURE_UNKNOWN", { id: params.capture });
      const { size, content } = await home.files.read(row.sha256);
      void reply.type("application/json; charset=utf-8").header("content-length", size);
      return reply.send(content);
    },
  );

  app.post(
    "/api/captures",
    { config: { admission: "ledger.register" }, schema: { consumes: ["multipart/form-data"], response: { 201: CaptureShape } } },
    async (request, reply) => {
      const { caller } = request;
      const upload = await receiveUpload(request, home.paths.scratch, CAPTURE_LIMITS.bytes);
      try {
        const checked = await checkCapture(ports, await readFile(upload.path), null);
        const row = await store.write(async (trx) => {
          const received = await receiveCaptureIn(trx, ports, { ...checked, actor: caller.actor });
          const detail = `capture, key ${received.standing}`;
          await audit.recordIn(trx, { actor: caller.account, action: "ledger.register", subject: received.id, outcome: "done", detail });
          return received;
        });
        return reply.code(201).send(await captureView(home, row, await namesOf()));
      } finally {
        await upload.discard();
      }
    },
  );

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }
}
