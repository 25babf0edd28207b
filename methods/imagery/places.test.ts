import { YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemOfGeoKeys } from "./geo-keys.ts";
import { alignGrids, bandRoles, isSameSystem, readEnviHeader, readGeoJson, referenceSystem, roleBands, spectralIndex } from "./index.ts";

const GRID = { width: 100, height: 80, west: 500_000, north: 3_300_000, pixelWidth: 10, pixelHeight: 10, crs: null };

describe("reference systems", () => {
  test("CGCS2000 zones put their central meridian at 500 km, with the zone's number before it or not", () => {
    // Meridian arc of GRS 80 from the equator to 30°: 3,320,113.398 m.
    for (const [code, longitude, easting] of [
      [4526, 114, 38_500_000],
      [4547, 114, 500_000],
      [4497, 111, 19_500_000],
      [4508, 111, 500_000],
    ] as const) {
      const [x, y] = referenceSystem(`EPSG:${code}`)?.fromLonLat(longitude, 30) ?? [0, 0];
      expect(x).toBeCloseTo(easting, 3);
      expect(y).toBeCloseTo(3_320_113.398, 2);
    }
  });

  test("a square unit is told in square metres on the ground, whatever the projection", () => {
    const place = (code: number, longitude: number, latitude: number) => {
      const system = referenceSystem(`EPSG:${code}`);
      return system?.squareMetresAt(...(system.fromLonLat(longitude, latitude) as [number, number])) ?? 0;
    };
    expect(place(4547, 114, 29)).toBeCloseTo(1, 6);
    expect(place(32_649, 111, 29)).toBeCloseTo(1 / 0.9996 ** 2, 6);
    // The web's Mercator stretches by 1 / cos φ, nearly.
    expect(place(3857, 113, 29) / Math.cos((29 * Math.PI) / 180) ** 2).toBeCloseTo(1, 2);
    // A degree at 29° north: 110.85 km by 97.44 km.
    expect(place(4490, 113, 29) / 1e10).toBeCloseTo(1.0801, 3);
  });

  test("old Chinese datums and unknown codes are refused, well-known texts are understood", () => {
    for (const definition of ["EPSG:2431", "EPSG:4214", "EPSG:99999", "nonsense", 'PROJCS["Beijing_1954_3_Degree_GK_CM_114E"]'])
      expect(referenceSystem(definition)).toBeNull();
    const text =
      'PROJCS["UTM_Zone_51N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",123.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    const [written, coded, other] = [text, "EPSG:32651", "EPSG:32650"].map(referenceSystem);
    if (!written || !coded || !other) throw new Error("a system was not understood");
    expect(isSameSystem(written, coded, [203_325, 3_604_935], 0.01)).toBe(true);
    expect(isSameSystem(written, other, [203_325, 3_604_935], 0.01)).toBe(false);
  });

  test("keys of a GeoTIFF name a code, or a projection by its parameters", () => {
    expect(systemOfGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 4526 })).toBe("EPSG:4526");
    expect(systemOfGeoKeys({ GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4490 })).toBe("EPSG:4490");
    const parameters = {
      GTModelTypeGeoKey: 1,
      ProjectedCSTypeGeoKey: 32_767,
      ProjCoordTransGeoKey: 1,
      ProjNatOriginLongGeoKey: 114,
      ProjFalseEastingGeoKey: 38_500_000,
      ProjScaleAtNatOriginGeoKey: 1,
    };
    const system = referenceSystem(systemOfGeoKeys(parameters) ?? "");
    expect(system?.fromLonLat(114, 30)[0]).toBeCloseTo(38_500_000, 3);
    expect(systemOfGeoKeys({ ...parameters, PCSCitationGeoKey: "Beijing_1954" })).toBeNull();
    expect(systemOfGeoKeys({ ...parameters, ProjCoordTransGeoKey: 3 })).toBeNull();
    expect(systemOfGeoKeys({})).toBeNull();
  });
});

describe("two grids", () => {
  test("share whole pixels, or it is said why they do not", () => {
    expect(alignGrids(GRID, { ...GRID, west: GRID.west + 200, north: GRID.north - 300.2 })).toEqual({
      kind: "overlap",
      first: { column: 20, row: 30, width: 80, height: 50 },
      second: { column: 0, row: 0, width: 80, height: 50 },
    });
    expect(alignGrids(GRID, { ...GRID, west: GRID.west + 4 }).kind).toBe("offset");
    expect(alignGrids(GRID, { ...GRID, pixelWidth: 30 }).kind).toBe("pixel-size");
    expect(alignGrids(GRID, { ...GRID, west: GRID.west + 1000 }).kind).toBe("apart");
    expect(alignGrids(GRID, { ...GRID, west: GRID.west - 300, width: 50 })).toMatchObject({
      first: { column: 0, width: 20 },
      second: { column: 30, width: 20 },
    });
  });
});

describe("headers of raw ENVI files", () => {
  const HEADER =
    "ENVI\r\ndescription = {\n x }\nsamples = 4\nlines   = 3\nbands   = 2\nheader offset = 16\ndata type = 12\ninterleave = bil\nbyte order = 1\nmap info = {UTM, 2.0, 1.0, 500030, 3300000, 30, 30, 49, North, WGS-84, units=Meters}\nband names = {red band,\n NIR}\nwavelength units = nanometers\nwavelength = {660, 830}\ndata ignore value = 0\n";

  test("give grid, order of values and bands", () => {
    expect(readEnviHeader(HEADER, "a")).toEqual({
      grid: { width: 4, height: 3, west: 500_000, north: 3_300_000, pixelWidth: 30, pixelHeight: 30, crs: "EPSG:32649" },
      bandCount: 2,
      sample: "uint16",
      interleave: "bil",
      isBigEndian: true,
      offset: 16,
      ignored: 0,
      bandNames: ["red band", "NIR"],
      wavelengths: [0.66, 0.83],
    });
  });

  test("a header with a line broken, or any text, is refused by name or understood; it never fails otherwise", () => {
    const lines = HEADER.split("\n");
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.string(), fc.boolean(), (at, text, isAll) => {
        try {
          readEnviHeader(isAll ? `ENVI${text}` : lines.with(at, text).join("\n"), "a");
        } catch (error) {
          expect(error).toBeInstanceOf(YuejianError);
          expect(error).toHaveProperty("code", "IMAGE_UNREADABLE");
        }
      }),
      { endOnFailure: true, numRuns: 300 },
    );
  });
});

test("documents that are no GeoJSON of areas are refused with the place of the fault", () => {
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const feature = (geometry: unknown) => ({ type: "FeatureCollection", features: [{ type: "Feature", properties: null, geometry }] });
  expect(readGeoJson(feature({ type: "Polygon", coordinates: [ring] }), "a").features).toHaveLength(1);
  expect(readGeoJson({ ...feature(null), crs: { properties: { name: "urn:ogc:def:crs:EPSG::4526" } } }, "a")).toEqual({
    crs: "EPSG:4526",
    features: [],
  });
  for (const [document, where] of [
    [[], "$"],
    [{ type: "Topology" }, "$.type"],
    [feature({ type: "Point", coordinates: [1, 2] }), "features[0].geometry.type"],
    [feature({ type: "Polygon", coordinates: [ring.slice(0, 3)] }), "features[0].geometry.coordinates"],
    [feature({ type: "Polygon", coordinates: [[...ring.slice(0, 3), [5, 5]]] }), "features[0].geometry.coordinates"],
    [feature({ type: "MultiPolygon", coordinates: [[[["a", 1]]]] }), "features[0].geometry.coordinates"],
  ] as const)
    expect(() => readGeoJson(document, "a")).toThrow(
      expect.objectContaining({ code: "VECTORS_UNREADABLE", parameters: expect.objectContaining({ where }) }),
    );
});

test("bands are told by wavelength, else by name, else by their usual order; a role is given once", () => {
  expect(bandRoles({ count: 6, wavelengths: [0.4825, 0.565, 0.66, 0.825, 1.65, 2.22] })).toEqual({
    roles: ["blue", "green", "red", "nir", "swir1", "swir2"],
    source: "wavelengths",
  });
  expect(bandRoles({ count: 3, names: ["B4 Red", "B5 Red-Edge", "near infrared"] })).toEqual({
    roles: ["red", "red-edge", "nir"],
    source: "named",
  });
  expect(bandRoles({ count: 3, names: ["red", "red", "NIR"] }).roles).toEqual(["red", null, "nir"]);
  expect(bandRoles({ count: 4 })).toEqual({ roles: ["blue", "green", "red", "nir"], source: "number of bands" });
  expect(bandRoles({ count: 5 })).toEqual({ roles: [null, null, null, null, null], source: "unknown" });
});

test("an index needs all of its bands, and has no value where they add up to nothing", () => {
  const bands = roleBands([Float32Array.of(1, 0), Float32Array.of(3, 0)], ["red", "nir"]);
  expect([...(spectralIndex("ndvi", bands) ?? [])]).toEqual([0.5, Number.NaN]);
  expect(spectralIndex("mndwi", bands)).toBeNull();
});
