// Where the camera of a JPEG says that it was. Only bytes are read here; nothing of it leaves the page.

export const ENOUGH = 256 * 1024; // bytes from the start of a file in which its notes are
const GPS = 0x8825;
const EXIF = 0x45786966; // "Exif"
const [LATITUDE_SIDE, LATITUDE, LONGITUDE_SIDE, LONGITUDE] = [1, 2, 3, 4];

// {lat, lng} in degrees, or null: no place, or one that cannot be.
export function placeIn(bytes) {
  try {
    const notes = notesIn(new DataView(bytes));
    return notes && readPlace(notes);
  } catch {
    return null; // RangeError: cut short, or made up
  }
}

function notesIn(jpeg) {
  if (jpeg.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (jpeg.getUint8(at) === 0xff && jpeg.getUint8(at + 1) !== 0xda) {
    const length = jpeg.getUint16(at + 2);
    const isExif = jpeg.getUint8(at + 1) === 0xe1 && jpeg.getUint32(at + 4) === EXIF;
    if (isExif) return new DataView(jpeg.buffer, at + 10, length - 8);
    at += 2 + length;
  }
  return null;
}

function readPlace(notes) {
  const isLittle = notes.getUint16(0) === 0x4949;
  const long = (at) => notes.getUint32(at, isLittle);
  const first = valuesAt(notes, long(4), isLittle);
  if (!first.has(GPS)) return null;
  const gps = valuesAt(notes, long(first.get(GPS)), isLittle);
  const degrees = (tag, side, minus, most) => {
    const at = long(gps.get(tag));
    const [whole, minutes, seconds] = [0, 8, 16].map((step) => long(at + step) / long(at + step + 4));
    const value = whole + minutes / 60 + seconds / 3600;
    if (!(value <= most)) throw new RangeError(); // also what is no number
    return String.fromCharCode(notes.getUint8(gps.get(side))) === minus ? -value : value;
  };
  const place = {
    lat: degrees(LATITUDE, LATITUDE_SIDE, "S", 90),
    lng: degrees(LONGITUDE, LONGITUDE_SIDE, "W", 180),
  };
  return place.lat === 0 && place.lng === 0 ? null : place; // of cameras that have not found themselves
}

// tag → where its value, or the address of it, stands
function valuesAt(notes, at, isLittle) {
  const entries = Array.from({ length: notes.getUint16(at, isLittle) }, (_none, nth) => at + 2 + 12 * nth);
  return new Map(entries.map((entry) => [notes.getUint16(entry, isLittle), entry + 8]));
}
