import "ol/ol.css";
import type { FarmlandMap } from "@yuejian/contracts/api";
import Feature from "ol/Feature.js";
import Circle from "ol/geom/Circle.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import Point from "ol/geom/Point.js";
import ImageLayer from "ol/layer/Image.js";
import VectorLayer from "ol/layer/Vector.js";
import OpenLayersMap from "ol/Map.js";
import Projection from "ol/proj/Projection.js";
import type RenderEvent from "ol/render/Event.js";
import { getRenderPixel } from "ol/render.js";
import ImageStatic from "ol/source/ImageStatic.js";
import VectorSource from "ol/source/Vector.js";
import { Circle as Dot, Fill, Stroke, Style } from "ol/style.js";
import View from "ol/View.js";
import { useEffect, useRef } from "react";

interface MapProperties {
  readonly map: FarmlandMap;
  readonly label: string;
  /** Left of the swipe, and right of it; the right one alone where both are the same. */
  readonly before: string;
  readonly date: string;
  /** 0 to 1: where the two days meet. */
  readonly swipe: number;
  readonly selected: string | undefined;
  /** The map goes there. */
  readonly focus: string | undefined;
  /** Violations that the list shows; others are not drawn. */
  readonly shown: ReadonlySet<string>;
  readonly onSelect: (violation: string) => void;
  readonly onPoint: (x: number, y: number) => void;
}

interface Drawn {
  readonly map: OpenLayersMap;
  readonly left: ImageLayer<ImageStatic>;
  readonly right: ImageLayer<ImageStatic>;
  readonly outlines: VectorLayer<VectorSource>;
}

/** Pictures of days with outlines over them, in the coordinates of the images: no tiles, no network beyond the house. */
export function FarmlandMapView(properties: MapProperties) {
  const { map: content, label, before, date, swipe, selected, focus, shown } = properties;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const latest = useRef(properties);
  useEffect(() => {
    latest.current = properties;
  });

  useEffect(() => {
    if (place.current === null) return;
    const made = draw(place.current, content, latest);
    drawn.current = made;
    return () => {
      made.map.setTarget(undefined);
      drawn.current = null;
    };
  }, [content]);

  useEffect(() => {
    drawn.current?.right.setSource(pictureOf(content, date));
  }, [content, date]);
  useEffect(() => {
    drawn.current?.left.setSource(pictureOf(content, before));
  }, [content, before]);
  useEffect(() => {
    drawn.current?.left.setVisible(before !== date);
    drawn.current?.map.render();
  }, [before, date]);
  useEffect(() => drawn.current?.map.render(), [swipe]);
  useEffect(() => {
    drawn.current?.outlines.getSource()?.forEachFeature((feature) => {
      if (feature.get(CHECK_OF) === undefined) feature.setStyle(styleOf(feature, { selected, shown }));
    });
  }, [content, selected, shown]);
  useEffect(() => {
    const { outlines, map } = drawn.current ?? {};
    const extent = outlines
      ?.getSource()
      ?.getFeatureById(focus ?? "")
      ?.getGeometry()
      ?.getExtent();
    if (extent !== undefined) map?.getView().fit(extent, { padding: [60, 60, 60, 60], maxZoom: 6, duration: 200 });
  }, [content, focus]);

  // biome-ignore lint/a11y/noNoninteractiveTabindex: OpenLayers moves and zooms by the keys of the element that has the focus.
  return <div ref={place} className="farmland-map" role="application" aria-label={label} tabIndex={0} />;
}

export function projectionOf({ extent }: Pick<FarmlandMap, "extent">): Projection {
  return new Projection({ code: "grid-of-images", units: "m", extent });
}

export function pictureOf(content: FarmlandMap, date: string): ImageStatic {
  return new ImageStatic({
    url: `/api/farmland/runs/${content.run}/pictures/${date}`,
    projection: projectionOf(content),
    imageExtent: content.extent,
    interpolate: false,
  });
}

function draw(target: HTMLElement, content: FarmlandMap, latest: { readonly current: MapProperties }): Drawn {
  const projection = projectionOf(content);
  const [left, right] = [new ImageLayer<ImageStatic>(), new ImageLayer<ImageStatic>()];
  const source = new VectorSource<Feature>({
    features: content.outlines.map(({ violation, polygons }) => {
      const feature = new Feature(new MultiPolygon(polygons));
      feature.setId(violation);
      feature.setStyle(styleOf(feature, latest.current));
      return feature;
    }),
  });
  for (const { violation, at, accuracyMetres } of content.checks) {
    source.addFeature(placeOf(violation, new Circle(at, Math.max(accuracyMetres, content.pixel / 4))));
    source.addFeature(placeOf(violation, new Point(at)));
  }
  const outlines = new VectorLayer({ source });
  const map = new OpenLayersMap({
    target,
    layers: [right, left, outlines],
    view: new View({
      projection,
      extent: content.extent,
      maxResolution: content.pixel * 16,
      minResolution: content.pixel / 16,
      showFullExtent: true,
    }),
  });
  map.getView().fit(content.extent);
  left.on("prerender", (event: RenderEvent) => clip(event, { map, swipe: latest.current.swipe }));
  left.on("postrender", ({ context }: RenderEvent) => (context as CanvasRenderingContext2D).restore());
  map.on("singleclick", ({ pixel, coordinate }) => {
    const found = map.forEachFeatureAtPixel(pixel, (feature) => feature.getId(), { hitTolerance: 3 });
    if (typeof found === "string") latest.current.onSelect(found);
    latest.current.onPoint(coordinate[0] ?? 0, coordinate[1] ?? 0);
  });
  return { map, left, right, outlines };
}

/** Where somebody stood who looked at it: a dot in a ring as wide as its accuracy. Not chosen by a click, and not a place to go to. */
function placeOf(violation: string, geometry: Circle | Point): Feature {
  const feature = new Feature(geometry);
  feature.set(CHECK_OF, violation);
  feature.setStyle(CHECK_STYLE);
  return feature;
}

/** What is right of the swipe shows the other day. */
function clip(event: RenderEvent, { map, swipe }: { readonly map: OpenLayersMap; readonly swipe: number }): void {
  const context = event.context as CanvasRenderingContext2D;
  const [width = 0, height = 0] = map.getSize() ?? [];
  const [start, end] = [getRenderPixel(event, [0, 0]), getRenderPixel(event, [width * swipe, height])];
  context.save();
  context.beginPath();
  context.rect(start[0] ?? 0, start[1] ?? 0, (end[0] ?? 0) - (start[0] ?? 0), (end[1] ?? 0) - (start[1] ?? 0));
  context.clip();
}

const YELLOW = "#ffd600";
const WHITE = "#ffffff";
const DARK = "#14181d";

/** Member of a feature that is a field check: its violation. */
const CHECK_OF = "checkOf";
const CHECK_STYLE = new Style({
  stroke: new Stroke({ color: WHITE, width: 2, lineDash: [4, 4] }),
  image: new Dot({ radius: 6, fill: new Fill({ color: WHITE }), stroke: new Stroke({ color: DARK, width: 3 }) }),
});

/** The chosen one is thick and filled, not only another colour; a bright line on a dark one is seen on every ground. */
function styleOf(
  feature: { getId(): string | number | undefined },
  { selected, shown }: { readonly selected: string | undefined; readonly shown: ReadonlySet<string> },
): Style[] {
  const id = String(feature.getId());
  if (!shown.has(id) && id !== selected) return [];
  const isChosen = id === selected;
  return [
    new Style({ stroke: new Stroke({ color: DARK, width: isChosen ? 7 : 4 }) }),
    new Style({
      stroke: new Stroke({ color: isChosen ? WHITE : YELLOW, width: isChosen ? 4 : 2 }),
      fill: new Fill({ color: isChosen ? "rgba(255,255,255,0.12)" : "rgba(0,0,0,0.01)" }),
    }),
  ];
}
