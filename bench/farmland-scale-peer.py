"""NDVI difference from pixels to polygons with GDAL, numpy and scipy: BEFORE AFTER OUT.geojson. Prints one line of JSON."""
import json
import os
import resource
import sys
import time

import numpy as np
from osgeo import gdal, ogr, osr
from scipy import ndimage

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_NUM_THREADS", "ALL_CPUS")
FALL, LEAST = 0.2, 4
before, after, out = sys.argv[1:4]
started = time.perf_counter()


def ndvi(path):
    dataset = gdal.Open(path)
    names = [dataset.GetRasterBand(band + 1).GetDescription() for band in range(dataset.RasterCount)]
    red = dataset.GetRasterBand(names.index("red") + 1).ReadAsArray().astype(np.float32)
    nir = dataset.GetRasterBand(names.index("nir") + 1).ReadAsArray().astype(np.float32)
    total = nir + red
    nir -= red
    with np.errstate(invalid="ignore", divide="ignore"):
        nir /= total
    return dataset, nir


dataset, index = ndvi(before)
_, later = ndvi(after)
index -= later
del later
mask = index >= FALL
del index
labels, count = ndimage.label(mask, structure=np.ones((3, 3), dtype=np.uint8))
sizes = np.bincount(labels.ravel(), minlength=count + 1)
small = sizes < LEAST
small[0] = True
labels[small[labels]] = 0
objects = int((~small).sum())
memory = gdal.GetDriverByName("MEM").Create("", dataset.RasterXSize, dataset.RasterYSize, 1, gdal.GDT_Int32)
memory.SetGeoTransform(dataset.GetGeoTransform())
memory.SetProjection(dataset.GetProjection())
band = memory.GetRasterBand(1)
band.WriteArray(labels)
if os.path.exists(out):
    os.remove(out)
target = ogr.GetDriverByName("GeoJSON").CreateDataSource(out)
reference = osr.SpatialReference()
reference.ImportFromWkt(dataset.GetProjection())
layer = target.CreateLayer("changes", reference, ogr.wkbPolygon)
layer.CreateField(ogr.FieldDefn("label", ogr.OFTInteger))
gdal.Polygonize(band, band, layer, 0, ["8CONNECTED=8"])
target = None
seconds = time.perf_counter() - started
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "seconds": seconds,
            "processorSeconds": usage.ru_utime + usage.ru_stime,
            "peakMegabytes": round(usage.ru_maxrss / 1024),
            "details": {"objects": objects, "changedPixels": int(mask.sum()), "gdal": gdal.__version__, "numpy": np.__version__},
        }
    )
)
