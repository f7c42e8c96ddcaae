import { removeMetadata } from '../../src/application/media/remove-metadata';
import { exif, film, heic, jpeg, phonePhoto, png, segment, webp, XMP } from './pictures';

const HIDDEN = ['Phn', 'xmpmeta', 'Photoshop', 'MPF', 'taken at home', 'motion photo', 'Lisbon', '38,42N'];

const without = (content: Buffer, mediaType: string): Buffer => {
  const cleaned = removeMetadata({ bytes: content, mediaType });
  if (cleaned === null) throw new Error('It was given up.');
  return cleaned;
};

describe('a JPEG', () => {
  it('loses everything but the picture, its colours, and how it is to be turned', () => {
    const photo = phonePhoto(6);
    for (const word of HIDDEN) expect(photo.includes(word)).toBe(true);
    const cleaned = without(photo, 'image/jpeg');
    for (const word of HIDDEN) expect(cleaned.includes(word)).toBe(false);
    const bare = jpeg();
    const turned = cleaned.indexOf('Exif');
    expect(turned).toBeGreaterThan(0);
    // Taking the one segment out leaves exactly the picture that never had any.
    const length = cleaned.readUInt16BE(turned - 2) + 2;
    expect(Buffer.concat([cleaned.subarray(0, turned - 4), cleaned.subarray(turned - 4 + length)])).toEqual(bare);
    expect(cleaned.readUInt16BE(turned + 6 + 18)).toBe(6);
    expect(length).toBeLessThan(40);
  });

  it.each(['II', 'MM'] as const)(
    'keeps the orientation of %s Exif, and writes none where nothing is to be turned',
    (order) => {
      const photo = (orientation: number): Buffer =>
        without(jpeg([segment(0xe1, exif(orientation, order))]), 'image/jpeg');
      expect(photo(8).includes('Exif')).toBe(true);
      expect(photo(1)).toEqual(jpeg());
      expect(photo(300)).toEqual(jpeg());
    },
  );

  it('stays the same when it is cleaned again', () => {
    const once = without(phonePhoto(3), 'image/jpeg');
    expect(without(once, 'image/jpeg')).toEqual(once);
  });

  it('that was cut shows what it has', () => {
    const photo = phonePhoto();
    const cut = photo.subarray(0, photo.indexOf(Buffer.of(0xff, 0xda)) + 12);
    const cleaned = without(cut, 'image/jpeg');
    expect(cleaned.includes('Phn')).toBe(false);
  });

  it('that cannot be read is given up if it hides something, and passes if it hides nothing', () => {
    const broken = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff), exif(1)]);
    expect(removeMetadata({ bytes: broken, mediaType: 'image/jpeg' })).toBeNull();
    const harmless = Buffer.of(0xff, 0xd8, 0xff, 0xdb, 0xff, 0xff, 1, 2, 3);
    expect(removeMetadata({ bytes: harmless, mediaType: 'image/jpeg' })).toEqual(harmless);
  });

  it('never makes the program throw, wherever it is cut or changed', () => {
    const photo = phonePhoto();
    for (let at = 0; at < photo.length; at += 1) {
      removeMetadata({ bytes: photo.subarray(0, at), mediaType: 'image/jpeg' });
      const changed = Buffer.from(photo);
      changed[at] = 0xff;
      const cleaned = removeMetadata({ bytes: changed, mediaType: 'image/jpeg' });
      // A header that became unreadable may hide what it had; a picture that is passed on never shows the place.
      if (cleaned !== null && cleaned !== changed) expect(cleaned.length).toBeLessThanOrEqual(changed.length + 40);
    }
  });
});

describe('other pictures and films', () => {
  it('PNG: words and Exif go, pixels stay', () => {
    const noisy = png(
      ['eXIf', exif(1)],
      ['tEXt', Buffer.from('Author\0Ana')],
      ['iTXt', XMP],
      ['gAMA', Buffer.alloc(4)],
    );
    expect(without(Buffer.concat([noisy, Buffer.from('behind the end')]), 'image/png')).toEqual(
      png(['gAMA', Buffer.alloc(4)]),
    );
  });

  it('WebP: Exif and XMP go, and are not announced any more', () => {
    const noisy = webp(0x2c, ['EXIF', exif(1)], ['XMP ', XMP]);
    expect(without(noisy, 'image/webp')).toEqual(webp(0x20));
  });

  it('HEIC: Exif is zeroed where it stands, and nothing moves', () => {
    const pixels = Buffer.from('pixels of the picture');
    const photo = heic(exif(1), pixels);
    const cleaned = without(photo, 'image/heic');
    expect(cleaned).toEqual(heic(Buffer.alloc(exif(1).length), pixels));
  });

  it('HEIC whose parts cannot be found is given up', () => {
    const photo = heic(exif(1), Buffer.from('pixels'));
    photo.write('xxxx', photo.indexOf('iloc'));
    expect(removeMetadata({ bytes: photo, mediaType: 'image/heic' })).toBeNull();
  });

  it('films lose the place, and nothing moves', () => {
    const place = Buffer.from('+38.7139-009.1394/');
    const shot = film(place);
    const cleaned = without(shot, 'video/mp4');
    expect(cleaned.length).toBe(shot.length);
    expect(cleaned.includes(place)).toBe(false);
    expect(cleaned.includes('frames')).toBe(true);
    expect(cleaned.indexOf('tkhd')).toBe(shot.indexOf('tkhd'));
  });

  it('a TIFF is given up, and what is no picture stays as it is', () => {
    expect(removeMetadata({ bytes: Buffer.from('II*\0'), mediaType: 'image/tiff' })).toBeNull();
    const text = Buffer.from('Exif\0\0 in a text is a text');
    expect(removeMetadata({ bytes: text, mediaType: 'application/pdf' })).toBe(text);
  });
});
