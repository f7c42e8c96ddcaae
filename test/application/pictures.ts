/** Pictures made by hand, with what phones put into them. */

const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 255);
const u32 = (value: number): Buffer => Buffer.concat([u16(Math.floor(value / 65_536)), u16(value % 65_536)]);
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

export const segment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0xff, marker), u16(body.length + 2), body]);

/** Exif as a phone writes it: orientation, make, and a GPS directory with a latitude of 38° 42′. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const isLittle = order === 'II';
  const short = (value: number): Buffer => (isLittle ? Buffer.from(u16(value)).swap16() : u16(value));
  const long = (value: number): Buffer => (isLittle ? Buffer.from(u32(value)).reverse() : u32(value));
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer =>
    Buffer.concat([short(tag), short(type), long(count), Buffer.concat([value, Buffer.alloc(4)]).subarray(0, 4)]);
  const gpsAt = 8 + 2 + 3 * 12 + 4;
  const placeAt = gpsAt + 2 + 2 * 12 + 4;
  const directory = [
    short(3),
    entry(0x010f, 2, 4, latin1('Phn\0')),
    entry(0x0112, 3, 1, short(orientation)),
    entry(0x8825, 4, 1, long(gpsAt)),
    long(0),
  ];
  const gps = [short(2), entry(1, 2, 2, latin1('N\0')), entry(2, 5, 3, long(placeAt)), long(0)];
  const place = [38, 1, 42, 1, 4242, 100].map(long);
  const tiff = Buffer.concat([latin1(isLittle ? 'II*\0' : 'MM\0*'), long(8), ...directory, ...gps, ...place]);
  return Buffer.concat([latin1('Exif\0\0'), tiff]);
}

export const XMP = latin1(
  `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>38,42N</exif:GPSLatitude></x:xmpmeta>`,
);

/** Scan data with an escaped 0xff and a restart marker in it. */
const SCAN = Buffer.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56, 0x78);
const JFIF = segment(0xe0, Buffer.concat([latin1('JFIF\0'), Buffer.of(1, 1, 0, 0, 1, 0, 1, 0, 0)]));
const TABLES = Buffer.concat([
  segment(0xdb, Buffer.alloc(65, 7)),
  segment(0xc2, Buffer.of(8, 0, 1, 0, 1, 1, 1, 17, 0)),
]);
const SCANS = Buffer.concat([
  segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  SCAN,
  segment(0xc4, Buffer.alloc(20, 3)),
  segment(0xda, Buffer.of(1, 1, 0, 1, 63, 0)),
  SCAN,
]);
const ICC = segment(0xe2, latin1('ICC_PROFILE\0\x01\x01colours'));
const EOI = Buffer.of(0xff, 0xd9);

/** A progressive JPEG; `notes` stand where cameras put them, `behind` follows its end. */
export const jpeg = (notes: readonly Buffer[] = [], behind: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([Buffer.of(0xff, 0xd8), JFIF, ...notes, ICC, TABLES, SCANS, EOI, behind]);

/** With everything a phone hides in a picture. */
export const phonePhoto = (orientation = 6): Buffer =>
  jpeg(
    [
      segment(0xe1, exif(orientation)),
      segment(0xe1, XMP),
      segment(0xed, latin1('Photoshop 3.0\x008BIM city of Lisbon')),
      segment(0xe2, latin1('MPF\0preview')),
      segment(0xfe, latin1('taken at home')),
    ],
    Buffer.concat([jpeg([segment(0xe1, exif(1))]), latin1('ftypmp42 motion photo')]),
  );

const chunk = (type: string, body: Buffer): Buffer =>
  Buffer.concat([u32(body.length), latin1(type), body, Buffer.alloc(4)]);
export const png = (...notes: readonly (readonly [string, Buffer])[]): Buffer =>
  Buffer.concat([
    latin1('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', Buffer.alloc(13, 1)),
    ...notes.map(([type, body]) => chunk(type, body)),
    chunk('IDAT', Buffer.from('pixels')),
    chunk('IEND', Buffer.alloc(0)),
  ]);

const riffChunk = (type: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([latin1(type), size, body, Buffer.alloc(body.length % 2)]);
};
export function webp(flags: number, ...notes: readonly (readonly [string, Buffer])[]): Buffer {
  const body = Buffer.concat([
    riffChunk('VP8X', Buffer.concat([Buffer.of(flags), Buffer.alloc(9)])),
    riffChunk('VP8 ', Buffer.from('pixel')),
    ...notes.map(([type, content]) => riffChunk(type, content)),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length + 4);
  return Buffer.concat([latin1('RIFF'), size, latin1('WEBP'), body]);
}

export const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), latin1(type), body]);
};

/** Two items: the picture, and Exif, whose extents `iloc` names. */
export function heic(note: Buffer, pixels: Buffer): Buffer {
  const ftyp = box('ftyp', latin1('heic\0\0\0\0mif1heic'));
  const infe = (id: number, type: string): Buffer =>
    box('infe', Buffer.of(2, 0, 0, 0), u16(id), u16(0), latin1(type), Buffer.of(0));
  const iinf = box('iinf', Buffer.alloc(4), u16(2), infe(1, 'hvc1'), infe(2, 'Exif'));
  const iloc = (at: number): Buffer =>
    box(
      'iloc',
      Buffer.of(1, 0, 0, 0, 0x44, 0x00),
      u16(2),
      ...[
        [1, at + note.length, pixels.length],
        [2, at, note.length],
      ].map(([id = 0, from = 0, length = 0]) =>
        Buffer.concat([u16(id), u16(0), u16(0), u16(1), u32(from), u32(length)]),
      ),
    );
  const meta = (at: number): Buffer => box('meta', Buffer.alloc(4), iinf, iloc(at));
  const mdatAt = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(mdatAt), box('mdat', note, pixels)]);
}

export const film = (place: Buffer): Buffer =>
  Buffer.concat([
    box('ftyp', latin1('mp42\0\0\0\0mp42')),
    box('mdat', Buffer.from('frames')),
    box(
      'moov',
      box('mvhd', Buffer.alloc(8, 2)),
      box('trak', box('tkhd', Buffer.alloc(8, 3)), box('udta', place)),
      box('udta', box('\xa9xyz', place)),
    ),
  ]);
