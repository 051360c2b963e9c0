import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from '../faultServer';
import { answer, good, json } from './answers';
import { wireRow } from './wireRows';

const oneRow = JSON.stringify({ resources: [wireRow('a')], total_count: 1, tags: [] });
const beyondTheLimit = Buffer.alloc(33 * 1024 * 1024, ' ');

const chunk = Buffer.alloc(64 * 1024, ' ');

/** Gzip streams that follow each other are one. */
const gibibyte = Buffer.concat(new Array<Buffer>(64).fill(gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '))));

const wholeAnswer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${oneRow.length}\r\n\r\n${oneRow}`;

/** Writes to the line as it is. */
function raw(...parts: readonly string[]): Fault {
  return ({ response }) => response.socket?.end(parts.join(''));
}

/** The line breaks, stalls, or carries something else. */
export const connections = {
  resetBeforeHeaders: ({ response }) => response.socket?.resetAndDestroy(),
  closedBeforeHeaders: ({ response }) => response.socket?.destroy(),
  resetAfterHeaders: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"resources":[', () => response.socket?.resetAndDestroy());
  },
  shorterThanItsLength: ({ response }) => {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('{"resources":[', () => response.socket?.end());
  },
  silent: () => undefined,
  silentAfterHeaders: ({ response }) => response.writeHead(200).flushHeaders(),
  endless: ({ response }) => {
    const more = (): unknown => response.destroyed || response.write(' ', () => setImmediate(more));
    more();
  },
  endlessFast: ({ response }) => {
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  notHttp: ({ response }) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  hugeHeaders: answer(200, oneRow, { 'X-Padding': 'x'.repeat(100_000) }),
  hugeBody: answer(200, beyondTheLimit),
  compressedBomb: answer(200, gzipSync(beyondTheLimit), { 'Content-Encoding': 'gzip' }),
  compressedGibibyte: answer(200, gibibyte, { 'Content-Encoding': 'gzip' }),
  gzip: answer(200, gzipSync(oneRow), { 'Content-Encoding': 'gzip' }),
  deflate: answer(200, deflateSync(oneRow), { 'Content-Encoding': 'deflate' }),
  brotli: answer(200, brotliCompressSync(oneRow), { 'Content-Encoding': 'br' }),
  brokenGzip: answer(200, Buffer.from('H4sInot a gzip stream'), { 'Content-Encoding': 'gzip' }),
  truncatedGzip: answer(200, gzipSync(oneRow).subarray(0, 60), { 'Content-Encoding': 'gzip' }),
  gzipThatIsNone: answer(200, oneRow, { 'Content-Encoding': 'gzip' }),
  unknownEncoding: answer(200, oneRow, { 'Content-Encoding': 'rot13' }),
  severalEncodings: answer(200, gzipSync(gzipSync(oneRow)), { 'Content-Encoding': 'gzip, gzip' }),
  endlessHeaders: raw('HTTP/1.1 200 OK\r\n', 'X-More: more\r\n'.repeat(100_000)),
  brokenHeader: raw('HTTP/1.1 200 OK\r\nX\u0000: x\r\n\r\n'),
  twoLengths: raw(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} `),
  lengthAndChunks: raw(
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  ),
  brokenChunks: raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n'),
  twoAnswers: ({ response }) => response.socket?.write(wholeAnswer + wholeAnswer.replaceAll('id-of-a', 'id-of-b')),
  longerThanItsLength: ({ response }) => response.socket?.write(`${wholeAnswer}and more`),
  earlyHints: (exchange) => {
    exchange.response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    good(exchange);
  },
  switchingProtocols: raw('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  noContent: answer(204, ''),
  closesEachTime: json(JSON.parse(oneRow), { Connection: 'close' }),
} satisfies Readonly<Record<string, Fault>>;
