import "ol/ol.css";
import type { FarmlandMap, FarmlandParts } from "@yuejian/contracts/api";
import Feature from "ol/Feature.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import { fromExtent } from "ol/geom/Polygon.js";
import ImageLayer from "ol/layer/Image.js";
import VectorLayer from "ol/layer/Vector.js";
import OpenLayersMap from "ol/Map.js";
import VectorSource from "ol/source/Vector.js";
import { Fill, Stroke, Style } from "ol/style.js";
import View from "ol/View.js";
import { useEffect, useRef } from "react";
import { pictureOf, projectionOf } from "./farmland-map.tsx";

interface PartsMapProperties {
  readonly parts: FarmlandParts;
  /** Of an earlier run; drawn where its coordinates are of the same system. */
  readonly picture: FarmlandMap | undefined;
  readonly label: string;
}

interface Drawn {
  readonly map: OpenLayersMap;
  readonly source: VectorSource;
}

/** The ground of the images with the parts that are done and what was found in them. Spots are dashed: they are provisional. */
export function PartsMap({ parts, picture, label }: PartsMapProperties) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const { run, extent, pixel, system } = parts;
  const [west, south, east, north] = extent ?? [0, 0, 1, 1];

  useEffect(() => {
    if (place.current === null) return;
    const whole = [west, south, east, north] as [number, number, number, number];
    const projection = projectionOf({ extent: whole });
    const source = new VectorSource();
    const under = picture !== undefined && picture.system === system ? picture : null;
    const map = new OpenLayersMap({
      target: place.current,
      layers: [
        ...(under === null ? [] : [new ImageLayer({ source: pictureOf(under, under.days.at(-1)?.date ?? ""), opacity: 0.7 })]),
        new VectorLayer({ source }),
      ],
      view: new View({ projection, extent: whole, minResolution: (pixel ?? 1) / 16, showFullExtent: true }),
    });
    map.getView().fit(whole);
    drawn.current = { map, source };
    return () => {
      map.setTarget(undefined);
      drawn.current = null;
    };
  }, [run, west, south, east, north, pixel, system, picture]);

  useEffect(() => {
    const source = drawn.current?.source;
    if (source === undefined) return;
    source.clear();
    source.addFeatures([
      ...parts.areas.map((area) => styled(new Feature(fromExtent(area)), DONE)),
      ...parts.spots.map(({ polygons }) => styled(new Feature(new MultiPolygon(polygons)), SPOT)),
    ]);
  }, [parts, picture]);

  // biome-ignore lint/a11y/noNoninteractiveTabindex: OpenLayers moves and zooms by the keys of the element that has the focus.
  return <div ref={place} className="farmland-map" role="application" aria-label={label} tabIndex={0} />;
}

function styled(feature: Feature, style: Style[]): Feature {
  feature.setStyle(style);
  return feature;
}

const DONE = [
  new Style({ stroke: new Stroke({ color: "rgba(255,255,255,0.35)", width: 1 }), fill: new Fill({ color: "rgba(255,255,255,0.12)" }) }),
];
const SPOT = [
  new Style({ stroke: new Stroke({ color: "#14181d", width: 4 }) }),
  new Style({ stroke: new Stroke({ color: "#ffd600", width: 2, lineDash: [6, 4] }) }),
];
