import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODES = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
  readonly size: number;
}

/** The server's end of one RFC 6455 connection: text messages, pings and the closing handshake. No extensions. */
export class WebSocketConnection {
  onMessage: (text: string) => void = () => {};
  readonly closed: Promise<void>;
  private buffered = Buffer.alloc(0);
  private fragments: Buffer[] = [];

  private constructor(private readonly socket: Duplex) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
  }

  /** Null: not a WebSocket request; it was answered with 400. */
  static accept(request: IncomingMessage, socket: Duplex): WebSocketConnection | null {
    const key = request.headers['sec-websocket-key'];
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || !key) {
      socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
      return null;
    }
    const accept = createHash('sha1')
      .update(key + HANDSHAKE_GUID)
      .digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: Upgrade'];
    socket.write(`${[...head, `sec-websocket-accept: ${accept}`].join('\r\n')}\r\n\r\n`);
    return new WebSocketConnection(socket);
  }

  send(text: string): void {
    this.write(OPCODES.text, Buffer.from(text));
  }

  ping(): void {
    this.write(OPCODES.ping, Buffer.from('Ping from slack'));
  }

  close(code = 1000): void {
    const reason = Buffer.alloc(2);
    reason.writeUInt16BE(code);
    this.write(OPCODES.close, reason);
    this.socket.end();
  }

  /** As when the network fails: no closing handshake. */
  destroy(): void {
    this.socket.destroy();
  }

  private write(opcode: number, payload: Buffer): void {
    if (!this.socket.writable) return;
    this.socket.write(Buffer.concat([frameHead(opcode, payload.length), payload]));
  }

  private read(chunk: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, chunk]);
    for (let frame = parseFrame(this.buffered); frame; frame = parseFrame(this.buffered)) {
      this.buffered = this.buffered.subarray(frame.size);
      this.take(frame);
    }
  }

  private take({ opcode, payload, final }: Frame): void {
    switch (opcode) {
      case OPCODES.ping:
        this.write(OPCODES.pong, payload);
        break;
      case OPCODES.close:
        this.write(OPCODES.close, payload.subarray(0, 2));
        this.socket.end();
        break;
      case OPCODES.text:
      case OPCODES.continuation:
        this.fragments.push(payload);
        if (final) this.onMessage(Buffer.concat(this.fragments.splice(0)).toString('utf8'));
        break;
    }
  }
}

const frameHead = (opcode: number, length: number): Buffer => {
  if (length < 126) return Buffer.from([0x80 | opcode, length]);
  if (length < 65_536) {
    const head = Buffer.from([0x80 | opcode, 126, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head.writeUInt8(0x80 | opcode, 0);
  head.writeUInt8(127, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
};

/** Null: not all of it has arrived yet. Clients mask their frames. */
const parseFrame = (bytes: Buffer): Frame | null => {
  if (bytes.length < 2) return null;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  const dataAt = 2 + lengthBytes + (masked ? 4 : 0);
  if (bytes.length < dataAt) return null;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < dataAt + length) return null;
  const payload = Buffer.from(bytes.subarray(dataAt, dataAt + length));
  if (masked)
    for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (bytes[dataAt - 4 + (at % 4)] ?? 0);
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload, size: dataAt + length };
};
