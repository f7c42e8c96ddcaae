import { fileNameFor } from '../../src/application/media/file-name';
import { kindFor, mediaTypeOf } from '../../src/application/media/media-type';
import { film, heic, jpeg, png, webp } from './pictures';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('what a file is', () => {
  it.each<[string, Buffer, string | null, string]>([
    ['a JPEG', jpeg(), null, 'image/jpeg'],
    ['a JPEG called PNG', jpeg(), 'image/png', 'image/jpeg'],
    ['a PNG', png(), 'image/jpeg', 'image/png'],
    ['a WebP', webp(0), null, 'image/webp'],
    ['a GIF', bytes('GIF89a....'), null, 'image/gif'],
    ['a HEIC', heic(bytes('x'), bytes('y')), 'image/jpeg', 'image/heic'],
    ['an MP4', film(bytes('x')), null, 'video/mp4'],
    ['sound in an MP4', film(bytes('x')), 'audio/x-m4a', 'audio/x-m4a'],
    ['an M4A', bytes('\0\0\0\x18ftypM4A \0\0\0\0'), 'video/mp4', 'audio/mp4'],
    ['a QuickTime film', bytes('\0\0\0\x14ftypqt  \0\0\0\0'), null, 'video/quicktime'],
    ['a voice note', bytes('OggS\0\x02....OpusHead'), 'audio/ogg', 'audio/ogg'],
    ['a voice note called film', bytes('OggS\0\x02....OpusHead'), 'image/png', 'audio/ogg'],
    ['an MP3 with a tag', bytes('ID3\x04'), null, 'audio/mpeg'],
    ['an MP3 without', Buffer.of(0xff, 0xfb, 0x90, 0x64), 'audio/mpeg', 'audio/mpeg'],
    ['AAC', Buffer.of(0xff, 0xf1, 0x50, 0x80), null, 'audio/aac'],
    ['a WAV', bytes('RIFF\0\0\0\0WAVEfmt '), null, 'audio/wav'],
    ['a PDF', bytes('%PDF-1.7'), 'image/jpeg', 'application/pdf'],
    [
      'a Word document',
      bytes('PK\x03\x04....'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['an archive called picture', bytes('PK\x03\x04....'), 'image/png', 'application/zip'],
    ['an animated sticker', Buffer.of(0x1f, 0x8b, 8, 0), 'application/x-tgsticker', 'application/x-tgsticker'],
    ['a program called picture', bytes('MZ\x90\0\x03\0\0\0'), 'image/jpeg', 'application/x-msdownload'],
    ['a page called picture', bytes('<!DOCTYPE html><script>alert(1)</script>'), 'image/png', 'text/html'],
    ['a page after a comment', bytes('\n <!-- <svg> --><script>alert(1)</script>'), 'text/plain', 'text/html'],
    ['a drawing', bytes('<?xml version="1.0"?><!-- x --><svg onload="alert(1)">'), 'image/png', 'image/svg+xml'],
    ['a drawing that says so', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), 'image/svg+xml', 'image/svg+xml'],
    ['a table', bytes('name;sum\r\nAna;12'), 'text/csv; charset=utf-8', 'text/csv'],
    ['a text called picture', bytes('hello'), 'image/png', 'text/plain'],
    ['a text that begins like a program', bytes('MZ is a region'), null, 'text/plain'],
    ['noise called text', Buffer.of(0, 1, 2, 3), 'text/plain', 'application/octet-stream'],
    ['noise called picture', Buffer.of(0x80, 1, 2, 3), 'image/jpeg', 'application/octet-stream'],
    ['nothing', Buffer.alloc(0), 'image/png', 'text/plain'],
  ])('%s', (_what, content, declared, expected) => {
    expect(mediaTypeOf(content, declared)).toBe(expected);
  });

  it('decides whether it may travel as what it was called', () => {
    expect(kindFor('image', 'image/heic')).toBe('image');
    expect(kindFor('image', 'image/svg+xml')).toBe('file');
    expect(kindFor('image', 'text/html')).toBe('file');
    expect(kindFor('voice', 'audio/ogg')).toBe('voice');
    expect(kindFor('voice', 'application/zip')).toBe('file');
    expect(kindFor('video', 'image/gif')).toBe('video');
    expect(kindFor('sticker', 'image/webp')).toBe('sticker');
    expect(kindFor('file', 'image/jpeg')).toBe('file');
  });
});

describe('the name of a file', () => {
  it.each<[string | null, string, string]>([
    [null, 'audio/ogg', 'voice.ogg'],
    ['voice/file_7.oga', 'audio/ogg', 'file_7.ogg'],
    ['photo.JPG', 'image/jpeg', 'photo.JPG'],
    ['photo.jpg', 'text/html', 'photo.jpg.html'],
    ['photo', 'image/png', 'photo.png'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['C:\\Users\\ana\\cv.pdf', 'application/pdf', 'cv.pdf'],
    ['a\u0000b\u202egpj.exe', 'application/x-msdownload', 'abgpj.exe'],
    ['invoice.pdf', 'application/x-msdownload', 'invoice.pdf.exe'],
    ['CON', 'text/plain', '_CON.txt'],
    ['.htaccess', 'text/plain', 'htaccess.txt'],
    ['config.toml', 'text/plain', 'config.toml'],
    ['report.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'report.docx'],
    ['a"b\r\nSet-Cookie: x.pdf', 'application/pdf', 'abSet-Cookie x.pdf'],
    ['', 'application/octet-stream', 'voice.bin'],
  ])('%j as %s is %s', (name, mediaType, expected) => {
    expect(fileNameFor({ name, kind: 'voice' }, mediaType)).toBe(expected);
  });

  it('is cut between characters, and keeps its ending', () => {
    const name = fileNameFor({ name: `${'😀'.repeat(300)}.pdf`, kind: 'file' }, 'application/pdf');
    expect([...name]).toHaveLength(105);
    expect(name.endsWith('😀….pdf')).toBe(true);
  });
});
